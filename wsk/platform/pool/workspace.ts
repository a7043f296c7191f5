import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { isAlive } from '#shared/process/is-alive';
import { bundleAction } from '../../deploy/bundle.ts';

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

const prefix = 'diptych-ow-';

/** Creates the folder and bundles the runtime into it. Removes the folders of platforms that ended without cleaning up. */
export async function createWorkspace(): Promise<Workspace> {
  removeStale();
  const root = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const runtime = join(root, 'runtime.cjs');
  const modules = join(root, 'modules');
  mkdirSync(modules);
  // A link, so that actions find only this package, while the package finds its dependencies in its real folder.
  symlinkSync(
    dirname(createRequire(import.meta.url).resolve('openwhisk/package.json')),
    join(modules, 'openwhisk'),
  );
  await build({
    entryPoints: [fileURLToPath(new URL('../../runtime/main.ts', import.meta.url))],
    outfile: runtime,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  const { zip } = await bundleAction(fileURLToPath(new URL('./warm-up-action.ts', import.meta.url)));
  writeFileSync(join(root, 'warm-up.zip'), zip);
  return { root, runtime, modules, remove: () => rmSync(root, { recursive: true, force: true }) };
}

function removeStale(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : 0;
    if (pid > 0 && !isAlive(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}
