import { injectRequest } from '#shared/glue/inject-request';
import { docstore } from './service.ts';

export const main = injectRequest(docstore);
