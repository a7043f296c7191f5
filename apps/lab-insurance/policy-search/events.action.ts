import { messageAction } from '#shared/messaging/invoke-instead';
import { inbox } from './events.ts';

export const main = messageAction('policy-search', inbox.receive);
