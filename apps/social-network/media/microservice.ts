import { serveThrift } from '#shared/thrift/server';
import { MediaService } from '../social-network.ts';
import { config } from './config.ts';
import { media } from './service.ts';

await serveThrift(MediaService, media, config.THRIFT_PORT);
