import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { installComponents } from '#compose/local/components/components';
import { installDebian } from '#compose/local/install/debian';
import { findProgram, programEnvironment, unpackedRoot } from '#compose/local/install/find';
import type { Progress } from '#shared/cli/progress';

const compilerProgram = { command: 'thrift', debian: 'thrift-compiler' };
const pythonProgram = { command: 'python3', debian: 'python3' };
const modules = 'usr/lib/python3/dist-packages';
const moduleFolders = (): string[] => ['/', unpackedRoot()].map((root) => join(root, modules));

/** The stock Thrift compiler and Python with its library for Thrift: installs what is missing. */
export async function installStockThrift(progress: Progress): Promise<void> {
  await installComponents([], progress, [compilerProgram, pythonProgram]);
  if (!moduleFolders().some((folder) => existsSync(join(folder, 'thrift/Thrift.py'))))
    await installDebian(['python3-thrift'], progress);
}

/** Where Debian's Python modules are, also those that were only unpacked. */
export const pythonEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  ...programEnvironment(),
  PYTHONPATH: moduleFolders().join(':'),
  PYTHONDONTWRITEBYTECODE: '1',
});

/** Code of the stock compiler for an IDL and those it includes, in a folder that is removed after the tests. */
export function generated(idl: string, language: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'stock-thrift-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  generate(idl, language, folder);
  return folder;
}

/** The same, into a folder of one's own. */
export function generate(idl: string, language: string, folder: string): void {
  const compiler = findProgram(compilerProgram);
  if (compiler === undefined) throw new Error('the Thrift compiler is not there: npm test installs it');
  const args = ['-r', '-nowarn', '--gen', language, '-out', folder, idl];
  execFileSync(compiler, args, { env: { ...process.env, ...programEnvironment() }, stdio: 'pipe' });
}

/** Python 3. */
export const python = (): string => findProgram(pythonProgram) ?? 'python3';
