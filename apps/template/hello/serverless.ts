import { injectRequest } from '#shared/glue/inject-request';
import { hello } from './service.ts';

export const main = injectRequest(hello);
