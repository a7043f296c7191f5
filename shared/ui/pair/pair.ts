import type { Pair } from './types.ts';

/** The name of the application, from the path `/pair/APP/SERVICE`. */
export const appName = location.pathname.split('/')[2] ?? '';

/** Reads the service that the path of the page names. */
export async function readPair(): Promise<Pair> {
  const response = await fetch(`${location.pathname.replace(/\/$/, '')}.json`).catch(() => {
    throw new Error('The runner cannot be reached. Is it still running?');
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
