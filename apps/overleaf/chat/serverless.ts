import { injectRequest } from '#shared/glue/inject-request';
import { chat } from './service.ts';

export const main = injectRequest(chat);
