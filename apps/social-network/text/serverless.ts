import { bypass } from '#shared/thrift/action';
import { actionClient } from '../clients.ts';
import { TextService, UrlShortenService, UserMentionService } from '../social-network.ts';
import { config } from './config.ts';
import { text } from './service.ts';

const urlShorten = actionClient(UrlShortenService, config.URL_SHORTEN_URL);
const userMention = actionClient(UserMentionService, config.USER_MENTION_URL);

export const main = bypass(TextService, text(urlShorten, userMention));
