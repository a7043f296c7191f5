import { serveThrift } from '#shared/thrift/server';
import { UrlShortenService } from '../social-network.ts';
import { config } from './config.ts';
import { urlShorten } from './service.ts';

await serveThrift(UrlShortenService, urlShorten, config.THRIFT_PORT);
