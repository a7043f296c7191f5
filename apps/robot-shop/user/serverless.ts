import { injectRequest } from '#shared/glue/inject-request';
import { user } from './service.ts';

export const main = injectRequest(user);
