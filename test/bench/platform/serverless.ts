import { injectRequest } from '#shared/glue/inject-request';
import { items } from './items.ts';

export const main = injectRequest(items);
