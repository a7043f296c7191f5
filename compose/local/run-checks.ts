/** One check of `npm run check`. */
export interface Check {
  /** The name that is printed before its findings. */
  title: string;
  /** Prints a line for each finding; returns whether there is none. */
  passes(): boolean;
  /** What to do when it fails, where the findings do not say it. */
  hint?: string;
}

/** Runs all checks, also after one has failed. Returns whether all pass, and prints the names of the others at the end. */
export function runChecks(checks: readonly Check[], write: (text: string) => void): boolean {
  const failed = checks.filter(({ title, passes, hint }) => {
    write(`${title}\n`);
    if (passes()) return false;
    if (hint !== undefined) write(`${hint}\n`);
    return true;
  });
  if (failed.length > 0) write(`\nFailed: ${failed.map(({ title }) => title).join('; ')}\n`);
  return failed.length === 0;
}
