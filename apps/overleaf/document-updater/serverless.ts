import { injectRequest } from '#shared/glue/inject-request';
import { documentUpdater } from './service.ts';

export const main = injectRequest(documentUpdater);
