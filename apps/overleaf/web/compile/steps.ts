import type { HttpResponse } from '#shared/http/client';
import { readServerTiming } from '#shared/observe/server-timing';

/** What the time of a compile went into, in milliseconds; the steps add up to the whole. */
export type Steps = Record<'Invocation' | 'Init' | 'Compute' | 'Store', number>;

/**
 * The steps of a call of clsi that has taken `totalMs`, by what clsi says about itself. `initMs` is the start of an instance where it is
 * known; else it is a part of Invocation.
 */
export function stepsOf({ headers }: HttpResponse, totalMs: number, initMs = 0): Steps {
  const { init, compute, store } = readServerTiming(headers['server-timing']);
  const Init = init + initMs;
  return {
    Invocation: Math.max(0, totalMs - Init - compute - store),
    Init,
    Compute: compute,
    Store: store,
  };
}
