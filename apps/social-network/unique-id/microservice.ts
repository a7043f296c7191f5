import { serveThrift } from '#shared/thrift/server';
import { UniqueIdService } from '../social-network.ts';
import { config } from './config.ts';
import { uniqueId } from './service.ts';

await serveThrift(UniqueIdService, uniqueId, config.THRIFT_PORT);
