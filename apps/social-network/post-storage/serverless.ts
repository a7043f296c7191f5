import { bypass } from '#shared/thrift/action';
import { PostStorageService } from '../social-network.ts';
import { postStorage } from './service.ts';

export const main = bypass(PostStorageService, postStorage);
