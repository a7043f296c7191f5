import { bypass } from '#shared/thrift/action';
import { actionClient } from '../clients.ts';
import { TextService, UrlShortenService, UserMentionService } from '../social-network.ts';
import { text } from './service.ts';

const urlShorten = actionClient(UrlShortenService, 'social-network/url-shorten');
const userMention = actionClient(UserMentionService, 'social-network/user-mention');

export const main = bypass(TextService, text(urlShorten, userMention));
