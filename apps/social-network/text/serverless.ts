import { bypass } from '#shared/thrift/action';
import { thriftActionClient } from '../clients.ts';
import { TextService, UrlShortenService, UserMentionService } from '../social-network.ts';
import { config } from './config.ts';
import { text } from './service.ts';

const urlShorten = thriftActionClient(UrlShortenService, config.URL_SHORTEN_URL);
const userMention = thriftActionClient(UserMentionService, config.USER_MENTION_URL);

export const main = bypass(TextService, text(urlShorten, userMention));
