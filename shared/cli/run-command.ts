import { Failure } from './failure.ts';
import { disconnectFromParent } from './stop.ts';

/**
 * Runs a command and sets the exit code that it returns. A failure is printed as its text and sets its own exit code; another error is
 * printed with its stack and sets exit code 1.
 */
export async function runCommand(main: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.stderr.write(`\n${textOf(error)}\n`);
    process.exitCode = error instanceof Failure ? error.exitCode : 1;
  }
  disconnectFromParent();
}

/** The text of a failure, which the user can correct, or the stack of another error. */
export function textOf(error: unknown): string {
  if (error instanceof Failure) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
