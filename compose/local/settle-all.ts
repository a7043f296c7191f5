/**
 * Waits until every promise has settled, then throws the reason of the first one that rejected. `Promise.all` would reject at once,
 * and the clean-up would start while other parts are still starting.
 */
export async function settleAll(work: (Promise<unknown> | undefined)[]): Promise<void> {
  const results = await Promise.allSettled(work);
  const rejected = results.find((result) => result.status === 'rejected');
  if (rejected !== undefined) throw rejected.reason;
}
