import { deadlineExceeded } from './errors.ts';

/**
 * Runs `work` and waits for its result at most `ms` milliseconds; then rejects with `deadline-exceeded` and the text of `late`,
 * and aborts the signal that `work` has. Work that does not heed the signal goes on, and its result is dropped.
 *
 * One timer for each call, which ends with the work: `AbortSignal.timeout` keeps its timer and later builds an error that nobody
 * reads, which costs as much as a call of a service.
 */
export function withDeadline<Result>(
  ms: number,
  late: () => string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const error = deadlineExceeded(late());
      reject(error);
      controller.abort(error);
    }, ms);
    const settled =
      <Value>(settle: (value: Value) => void) =>
      (value: Value) => {
        clearTimeout(timer);
        settle(value);
      };
    try {
      work(controller.signal).then(settled(resolve), settled(reject));
    } catch (error) {
      settled(reject)(error);
    }
  });
}
