import { injectRequest } from '#shared/glue/inject-request';
import { product } from './service.ts';

export const main = injectRequest(product);
