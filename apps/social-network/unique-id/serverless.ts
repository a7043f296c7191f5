import { bypass } from '#shared/thrift/action';
import { UniqueIdService } from '../social-network.ts';
import { uniqueId } from './service.ts';

export const main = bypass(UniqueIdService, uniqueId);
