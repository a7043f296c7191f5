import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** The result of a program. */
export interface ProgramResult {
  code: number | null;
  /** The output of stdout and stderr. */
  output: string;
}

/** A home folder for a client, with the address and the key of the platform. */
export interface Workplace {
  folder: string;
  /** Runs a program in the folder, at most a minute. */
  run(program: string, args: string[]): Promise<ProgramResult>;
}

/** Creates a home folder that contains only `.wskprops`; it is removed after the tests of the file. */
export function workplace({ apihost, auth }: { apihost: string; auth: string }): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'client-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const props = join(folder, '.wskprops');
  writeFileSync(props, `APIHOST=${apihost}\nAUTH=${auth}\nNAMESPACE=_\n`, { mode: 0o600 });
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    WSK_CONFIG_FILE: props,
    OW_APIHOST: apihost,
    OW_AUTH: auth,
    SLS_TELEMETRY_DISABLED: '1',
    SLS_NOTIFICATIONS_MODE: 'off',
  };
  const run = (program: string, args: string[]): Promise<ProgramResult> =>
    new Promise((resolve, reject) => {
      const child = spawn(program, args, {
        cwd: folder,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: 60_000,
      });
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk));
      child.stderr.on('data', (chunk: Buffer) => (output += chunk));
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, output }));
    });
  return { folder, run };
}
