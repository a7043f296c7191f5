import { injectRequest } from '#shared/glue/inject-request';
import { tags } from './service.ts';

export const main = injectRequest(tags);
