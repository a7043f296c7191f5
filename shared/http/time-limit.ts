/**
 * Runs `work` with a signal that aborts with a `TimeoutError` after `ms` milliseconds, unless it has ended by then. A signal of
 * `AbortSignal.timeout` would go on after the work, and make an error for nobody seconds later, which costs as much as a call.
 */
export async function withTimeLimit<Result>(
  ms: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const late = (): void => controller.abort(new DOMException(`no answer within ${ms} ms`, 'TimeoutError'));
  const timer = setTimeout(late, ms).unref();
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}
