import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { stopSignal, untilAborted } from '#shared/cli/stop';
import { dieWithParent } from '#shared/process/die-with-parent';
import { killGroup } from '#shared/process/kill-group';

const root = join(import.meta.dirname, '..', '..');

/**
 * Runs a program of an npm package in the root folder, with the output of this command. Resolves with its exit code, null after a signal.
 * When this command is told to stop, the program is ended, and the promise rejects.
 */
export async function runNpmProgram(name: string, args: string[]): Promise<number | null> {
  stopSignal.throwIfAborted();
  const argv = [join(root, 'node_modules', '.bin', name), ...args];
  const [command = '', ...rest] = dieWithParent(argv, 'KILL');
  const child = spawn(command, rest, { cwd: root, stdio: 'inherit', detached: true });
  // After SIGTERM, tsc would first finish what it is checking.
  stopSignal.addEventListener('abort', () => killGroup(child.pid, 'SIGKILL'));
  const [code] = (await untilAborted(once(child, 'exit'))) as [number | null];
  return code;
}
