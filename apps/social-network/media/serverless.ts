import { bypass } from '#shared/thrift/action';
import { MediaService } from '../social-network.ts';
import { media } from './service.ts';

export const main = bypass(MediaService, media);
