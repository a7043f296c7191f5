import { injectRequest } from '#shared/glue/inject-request';
import { contacts } from './service.ts';

export const main = injectRequest(contacts);
