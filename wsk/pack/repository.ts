import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { dieWithParent } from '#shared/process/die-with-parent';

/** The folder of this repository. */
export const root = join(import.meta.dirname, '..', '..');

/** Runs a program in a folder. `output` is what it printed: its standard output, or its error output when it failed. */
export async function run(
  program: string,
  args: string[],
  cwd: string,
): Promise<{ ok: boolean; output: string }> {
  const [command = '', ...rest] = dieWithParent([program, ...args], 'KILL');
  const child = spawn(command, rest, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return code === 0 ? { ok: true, output: out } : { ok: false, output: errors + out };
}
