import { injectRequest } from '#shared/glue/inject-request';
import { shipping } from './service.ts';

export const main = injectRequest(shipping);
