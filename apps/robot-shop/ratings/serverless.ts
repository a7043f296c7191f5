import { injectRequest } from '#shared/glue/inject-request';
import { ratings } from './service.ts';

export const main = injectRequest(ratings);
