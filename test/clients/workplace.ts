import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { stripVTControlCharacters } from 'node:util';

/** How a client is run. */
export interface RunOptions {
  /** The folder. */
  in?: string;
  /** What is typed. */
  input?: string;
  env?: NodeJS.ProcessEnv;
}

/** A folder in which somebody works with clients, and which is their home. */
export interface Workplace {
  folder: string;
  /** Runs a client, here or in a folder within, and returns what it has printed. The test fails where the client does. */
  run(program: string, args: string[], options?: RunOptions): Promise<string>;
  read(path: string): string;
  readBytes(path: string): Buffer;
  write(path: string, content: string): void;
}

/** Milliseconds after which a client counts as stuck. */
const limitMs = 180_000;

/** Makes such a folder for the clients in Python that are installed in `packages`; it is removed after the tests of the file. */
export function workplace(packages: string): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'overleaf-clients-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const home = {
    PYTHONPATH: packages,
    HOME: folder,
    // Nobody here has a ring of keys that a client could open.
    PYTHON_KEYRING_BACKEND: 'keyring.backends.null.Keyring',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  writeFileSync(join(folder, '.gitconfig'), '[user]\n\tname = Ada\n\temail = ada@example.org\n');
  const at = (path: string): string => join(folder, path);
  return {
    folder,
    run: (program, args, { in: within = '.', input, env } = {}) =>
      new Promise((resolve, reject) => {
        const options = {
          cwd: at(within),
          env: { ...home, ...env, PATH: `${join(packages, 'bin')}:${env?.PATH ?? process.env.PATH}` },
          timeout: limitMs,
        };
        const child = execFile(program, args, options, (error, stdout, stderr) => {
          const printed = stripVTControlCharacters(stdout + stderr);
          if (error === null) resolve(printed);
          else reject(new Error(`${program} ${args.join(' ')} has failed:\n${printed}`, { cause: error }));
        });
        child.stdin?.end(input);
      }),
    read: (path) => readFileSync(at(path), 'utf8'),
    readBytes: (path) => readFileSync(at(path)),
    write(path, content) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), content);
    },
  };
}

/** The object that a program has printed last, as JSON in a line of its own. */
export const lastJson = (printed: string): Record<string, unknown> =>
  Object(JSON.parse(printed.split('\n').findLast((line) => line.startsWith('{')) ?? 'null'));
