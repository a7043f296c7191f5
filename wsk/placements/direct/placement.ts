import { join } from 'node:path';
import type { Placement } from '../placement.ts';
import { replaceExchange } from '../replace-exchange.ts';
import { createDirectExtension } from './extension.ts';

/** Calls between two actions go over a socket between their instances after the first few calls. */
export const placement: Placement = {
  name: 'direct',
  summary: 'frequent calls between actions go over a socket between their instances',
  archive: () => ({ plugins: [replaceExchange(join(import.meta.dirname, 'exchange.ts'))] }),
  extension: createDirectExtension(),
};
