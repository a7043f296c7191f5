import { ask } from '../ask.ts';
import type { Pair } from './types.ts';

/** The name of the application, from the path `/pair/APP/SERVICE`. */
export const appName = location.pathname.split('/')[2] ?? '';

/** Reads the service that the path of the page names. */
export const readPair = (): Promise<Pair> => ask(`${location.pathname.replace(/\/$/, '')}.json`);
