import { once } from 'node:events';
import { Failure } from './failure.ts';

/** How the work of a command ends that was told to stop. */
export class Stopped extends Failure {
  /** Such as `by SIGINT`. */
  readonly why: string;

  constructor(why: string) {
    super(`Stopped ${why}.`, 130);
    this.why = why;
  }
}

const stopping = new AbortController();

/** Aborts with a `Stopped` when this command is told to stop. */
export const stopSignal: AbortSignal = stopping.signal;

/**
 * Makes `stopSignal` abort at a signal such as Ctrl-C's, and when the process that has started this one ends or disconnects. A terminal
 * and npm may both send the same signal, so a request within a second of the previous one is ignored. The second request prints a line,
 * and the third ends the process at once.
 */
export function listenForStop(): void {
  let requests = 0;
  let lastRequest = 0;
  const request = (why: string): void => {
    if (requests > 0 && performance.now() - lastRequest < 1000) return;
    lastRequest = performance.now();
    requests += 1;
    if (requests === 1) stopping.abort(new Stopped(why));
    else if (requests === 2) process.stderr.write('Still stopping; press Ctrl-C again to end at once.\n');
    else process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => request(`by ${signal}`));
  process.once('disconnect', () => request('because the process that started this command has ended'));
  // When the parent has ended, a write to its pipes fails; that must not end this process before it has cleaned up.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Settles as `work` does, or rejects with the reason of `signal` as soon as that aborts; `work` is then abandoned. */
export async function untilAborted<Result>(work: Promise<Result>, signal = stopSignal): Promise<Result> {
  work.catch(() => undefined);
  signal.throwIfAborted();
  const settled = new AbortController();
  const aborted = once(signal, 'abort', { signal: settled.signal }).then(() => {
    throw signal.reason;
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    settled.abort();
    aborted.catch(() => undefined);
  }
}
