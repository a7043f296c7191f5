import { injectRequest } from '#shared/glue/inject-request';
import { gateway } from './service.ts';

export const main = injectRequest(gateway);
