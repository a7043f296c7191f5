import { injectRequest } from '#shared/glue/inject-request';
import { policySearch } from './service.ts';

export const main = injectRequest(policySearch());
