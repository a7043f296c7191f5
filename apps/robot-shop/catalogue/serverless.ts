import { injectRequest } from '#shared/glue/inject-request';
import { catalogue } from './service.ts';

export const main = injectRequest(catalogue);
