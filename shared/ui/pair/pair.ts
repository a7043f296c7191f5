import { ask } from '../ask.ts';
import type { Pair } from './types.ts';

/** The names of the application and the service, from the path `/pair/APP/SERVICE`. */
export const [, , appName = '', serviceName = ''] = location.pathname.split('/');

/** Reads the service that the path of the page names. */
export const readPair = (): Promise<Pair> => ask(`/pair/${appName}/${serviceName}.json`);
