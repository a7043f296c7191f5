import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeStale, temporaryPrefix } from '#shared/process/temporary';
import { runtimeFiles } from './runtime-files.ts';

/** The platform's private temporary folder: the runtime program, the modules for actions, and a folder for each instance. */
export interface Workspace {
  root: string;
  /** The bundled runtime program, CommonJS for Node 20 and later. */
  runtime: string;
  /** The NODE_PATH of actions; it holds only the modules that actions may require. */
  modules: string;
  /** Removes everything. */
  remove(): void;
}

/** Creates the folder and writes the runtime into it. Removes the folders of platforms that ended without cleaning up. */
export async function createWorkspace(): Promise<Workspace> {
  removeStale();
  const root = mkdtempSync(temporaryPrefix('ow'));
  const runtime = join(root, 'runtime.cjs');
  const modules = join(root, 'modules');
  const files = await runtimeFiles();
  writeFileSync(runtime, files.runtime);
  writeFileSync(join(root, 'warm-up.zip'), files.warmUp);
  const { version, code } = files.openwhisk;
  const openwhisk = join(modules, 'openwhisk');
  mkdirSync(openwhisk, { recursive: true });
  writeFileSync(
    join(openwhisk, 'package.json'),
    JSON.stringify({ name: 'openwhisk', version, main: 'index.js' }),
  );
  writeFileSync(join(openwhisk, 'index.js'), code);
  return { root, runtime, modules, remove: () => rmSync(root, { recursive: true, force: true }) };
}
