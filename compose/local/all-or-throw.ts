/** Waits for all, also when one fails, so that nothing starts after the clean-up; then throws the first error. */
export async function allOrThrow(work: (Promise<unknown> | undefined)[]): Promise<void> {
  const results = await Promise.allSettled(work);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
