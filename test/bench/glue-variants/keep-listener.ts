import { keepListener } from '#shared/glue/keep-listener';
import type { Adapt } from './variant.ts';

export const adapt: Adapt = keepListener;
