/** One check of `npm run check`. */
export interface Check {
  /** The name that is printed before its findings. */
  title: string;
  /** Prints a line for each finding; returns whether there is none. */
  passes(): Promise<boolean>;
  /** What to do when it fails, where the findings do not say it. */
  hint?: string;
}

/** Runs all checks, also after one has failed. Resolves with whether all pass, and prints the names of the others at the end. */
export async function runChecks(checks: readonly Check[], write: (text: string) => void): Promise<boolean> {
  const failed: Check[] = [];
  for (const check of checks) {
    write(`${check.title}\n`);
    if (await check.passes()) continue;
    failed.push(check);
    if (check.hint !== undefined) write(`${check.hint}\n`);
  }
  if (failed.length > 0) write(`\nFailed: ${failed.map(({ title }) => title).join('; ')}\n`);
  return failed.length === 0;
}
