import { HelpWanted } from './command-line.ts';
import { Failure } from './failure.ts';
import { listenForStop } from './stop.ts';

/**
 * Runs a command, which ends with the exit code that `main` returns. A failure is printed as its text and has its own exit code; another
 * error is printed with its stack, and the exit code is 1. When the command is told to stop, `stopSignal` aborts: `main` cleans up and
 * rejects with its reason.
 */
export async function runCommand(main: () => Promise<number | undefined>): Promise<never> {
  listenForStop();
  // Work that was abandoned, such as a client that still tries to connect, must not keep the process.
  return main().then(
    (exitCode) => process.exit(exitCode ?? 0),
    (error: unknown) => {
      if (error instanceof HelpWanted) {
        process.stdout.write(error.message);
        process.exit(0);
      }
      process.stderr.write(`\n${textOf(error)}\n`);
      process.exit(error instanceof Failure ? error.exitCode : 1);
    },
  );
}

/** The text of a failure, which the user can correct, as a full disk; or the stack of another error. */
export function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof Failure) return error.message;
  if ('code' in error && error.code === 'ENOSPC')
    return `The disk is full (${error.message}): make room, or name a folder on another disk in TMPDIR.`;
  return error.stack ?? error.message;
}
