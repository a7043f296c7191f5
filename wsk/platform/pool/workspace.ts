import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { isAlive } from '#shared/process/is-alive';
import { bundleAction } from '../../deploy/bundle.ts';

/** The platform's private temporary folder: the runtime program, what actions may require, one folder per instance. */
export interface Workspace {
  root: string;
  /** The bundled runtime program, CommonJS for Node 20 and later. */
  runtime: string;
  /** NODE_PATH of the actions: only what is offered to them. */
  modules: string;
  /** Removes everything. */
  remove(): void;
}

const prefix = 'diptych-ow-';

/** Makes the folder and bundles the runtime into it; folders of platforms that died without cleaning up are removed. */
export async function createWorkspace(): Promise<Workspace> {
  removeStale();
  const root = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const runtime = join(root, 'runtime.cjs');
  const modules = join(root, 'modules');
  mkdirSync(modules);
  // A link, so that the package finds its own dependencies where it really is and actions find only the package.
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
