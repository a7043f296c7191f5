import { spawn } from 'node:child_process';
import { killGroup } from '#shared/process/kill-group';
import { startSignal } from '../start-signal.ts';

/** The result of a command. */
export interface CommandResult {
  ok: boolean;
  output: string;
}

/**
 * Runs a command and collects the last 20,000 characters of its output. Never rejects; `ok` is false when the command fails. When
 * `startSignal` aborts, the command and all that it has started get SIGINT, as by Ctrl-C, at which apt-get leaves no half-installed package.
 */
export function run(
  command: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<CommandResult> {
  const signal = startSignal();
  if (signal.aborted) return Promise.resolve({ ok: false, output: String(signal.reason) });
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      detached: true,
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-20_000);
    };
    const interrupt = (): void => killGroup(child.pid, 'SIGINT');
    signal.addEventListener('abort', interrupt);
    const finish = (result: CommandResult): void => {
      signal.removeEventListener('abort', interrupt);
      resolve(result);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => finish({ ok: false, output: error.message }));
    child.once('close', (code) => finish({ ok: code === 0, output }));
  });
}
