import { serveThrift } from '#shared/thrift/server';
import { thriftClient } from '../clients.ts';
import { TextService, UrlShortenService, UserMentionService } from '../social-network.ts';
import { config } from './config.ts';
import { text } from './service.ts';

const urlShorten = thriftClient(UrlShortenService, config.URL_SHORTEN_URL);
const userMention = thriftClient(UserMentionService, config.USER_MENTION_URL);

await serveThrift(TextService, text(urlShorten, userMention), config.THRIFT_PORT);
