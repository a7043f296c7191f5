import { serveThrift } from '#shared/thrift/server';
import { PostStorageService } from '../social-network.ts';
import { config } from './config.ts';
import { postStorage } from './service.ts';

await serveThrift(PostStorageService, postStorage, config.THRIFT_PORT);
