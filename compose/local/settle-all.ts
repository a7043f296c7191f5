import { failStart } from './start-signal.ts';

/**
 * Waits until every part of a start has settled, then throws the reason of the first one that rejected. `Promise.all` would reject at
 * once, and the clean-up would start while other parts are still starting. The first failure ends these.
 */
export async function settleAll(work: (Promise<unknown> | undefined)[]): Promise<void> {
  const failures: unknown[] = [];
  const settled = work.map((each) =>
    each?.catch((error: unknown) => {
      failures.push(error);
      failStart(error);
    }),
  );
  await Promise.all(settled);
  if (failures.length > 0) throw failures[0];
}
