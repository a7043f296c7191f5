import { injectRequest } from '#shared/glue/inject-request';
import { spelling } from './service.ts';

export const main = injectRequest(spelling);
