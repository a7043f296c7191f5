import { injectRequest } from '#shared/glue/inject-request';
import type { Adapt } from './variant.ts';

export const adapt: Adapt = injectRequest;
