import { AsyncLocalStorage } from 'node:async_hooks';
import { stopSignal } from '#shared/cli/stop';

/** A start of several parts side by side, which ends as a whole. */
interface Start {
  signal: AbortSignal;
  failing: AbortController;
}

const starts = new AsyncLocalStorage<Start>();

/**
 * Runs `work`, which starts several parts. What it starts, at any depth, is ended when `signal` aborts, or when one part fails (`failStart`),
 * before it is ready or finished.
 */
export function startAsWhole<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  const failing = new AbortController();
  return starts.run({ signal: AbortSignal.any([signal, failing.signal]), failing }, work);
}

/** The signal that ends what is being started here. */
export const startSignal = (): AbortSignal => starts.getStore()?.signal ?? stopSignal;

/** Ends the start to which this part belongs. */
export const failStart = (reason: unknown): void => starts.getStore()?.failing.abort(reason);
