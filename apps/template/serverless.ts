import { injectRequest } from '#shared/glue/inject-request';
import { template } from './service.ts';

export const main = injectRequest(template);
