import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventually } from './helper.ts';

/** The file that `npm run openwhisk` runs. */
export const command = fileURLToPath(new URL('../../wsk/cli/openwhisk.ts', import.meta.url));

/** A platform that runs in its own process. */
export interface OwnProcess {
  child: ChildProcess;
  apihost: string;
  authFile: string;
  /** The key of the only namespace. */
  key(): string;
  output: () => string;
}

/** Starts `npm run openwhisk -- --json` without npm on a free port, with its cache below `folder`; kills it after the tests. */
export async function startCommand(folder: string, args: string[] = []): Promise<OwnProcess> {
  const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') };
  const argv = [command, '--port', '0', '--json', ...args];
  const child = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  after(() => child.kill('SIGKILL'));
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk));
  const line = await eventually(() => output.split('\n').find((one) => one.startsWith('{')));
  const { apihost, authFile } = JSON.parse(line) as { apihost: string; authFile: string };
  const key = (): string => readFileSync(authFile, 'utf8').trim().split(/\s+/).at(-1) ?? '';
  return { child, apihost, authFile, key, output: () => output };
}
