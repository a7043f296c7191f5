import { injectRequest } from '#shared/glue/inject-request';
import { trackChanges } from './service.ts';

export const main = injectRequest(trackChanges);
