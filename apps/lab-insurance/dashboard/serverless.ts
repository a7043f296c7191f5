import { injectRequest } from '#shared/glue/inject-request';
import { dashboard } from './service.ts';

export const main = injectRequest(dashboard());
