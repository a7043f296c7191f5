import { injectRequest } from '#shared/glue/inject-request';
import { cart } from './service.ts';

export const main = injectRequest(cart);
