/** Tries again at short intervals until `check` stops throwing; after `withinMs` its last error is thrown. */
export async function eventually<Result>(
  check: () => Promise<Result> | Result,
  withinMs = 10_000,
): Promise<Result> {
  const end = performance.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
