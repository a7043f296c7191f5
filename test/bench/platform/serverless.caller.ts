import { injectRequest } from '#shared/glue/inject-request';
import { caller } from './caller.ts';

export const main = injectRequest(caller);
