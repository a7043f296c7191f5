import { bypass } from '#shared/thrift/action';
import { UrlShortenService } from '../social-network.ts';
import { urlShorten } from './service.ts';

export const main = bypass(UrlShortenService, urlShorten);
