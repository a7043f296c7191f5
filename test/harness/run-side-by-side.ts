import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createProgress } from '#shared/cli/progress';
import { stopSignal } from '#shared/cli/stop';
import type { Level } from '../levels.ts';
import { add, type Counts, countsIn } from '../reporter.ts';
import { counted } from './run-levels.ts';
import { installFor } from './tools.ts';

/** The last line that a group prints of a level. */
const levelEnd = /^ {2}\S+: .* in [\d.]+ s$/;

/**
 * Installs what groups of levels need, and runs them side by side, each by the `command` that runs named levels and with components of
 * its own, because many tests wait. Prints what they tell, level by level, and the sum of their counts. Resolves with the exit code.
 */
export const runSideBySide = (groups: readonly (readonly Level[])[], command: string): Promise<number> =>
  counted(async (total) => {
    // Two installers at once would stop each other.
    await installFor(groups.flat(), createProgress());
    stopSignal.throwIfAborted();
    const counts = await Promise.all(groups.map((group) => runGroup(command, group)));
    for (const each of counts) add(total, each);
  });

/** A group that ends without counts counts as a failure. */
async function runGroup(command: string, levels: readonly Level[]): Promise<Counts> {
  const names = levels.map(({ name }) => name);
  // It stops when this process ends, because their channel closes.
  const child = fork(command, names, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const stop = () => child.kill();
  stopSignal.addEventListener('abort', stop);
  let text = '';
  let counts: Counts | undefined;
  for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
    counts = countsIn(line);
    text += `${line}\n`;
    if (!levelEnd.test(line)) continue;
    process.stdout.write(text);
    text = '';
  }
  stopSignal.removeEventListener('abort', stop);
  if (counts !== undefined) return counts;
  process.stdout.write(`${text}\n  The levels ${names.join(', ')} have ended without counts\n`);
  return { passed: 0, failed: 1, skipped: 0 };
}
