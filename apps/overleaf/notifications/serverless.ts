import { injectRequest } from '#shared/glue/inject-request';
import { notifications } from './service.ts';

export const main = injectRequest(notifications);
