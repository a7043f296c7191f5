import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildFailure, build } from 'esbuild';
import { apps } from '#apps/apps';
import { forms } from '#shared/app/addresses';
import { processesOf } from '#shared/app/define-app';
import { Failure } from '#shared/cli/failure';
import { bundleApp } from '#wsk/deploy/bundle-app';
import { builtRuntimeFiles } from '#wsk/pack/built-runtime-files';
import { builtPages, pageFiles } from './built-pages.ts';
import { ownFolders, pictures } from './own-folders.ts';
import { programOf } from './program.ts';

const root = join(import.meta.dirname, '..', '..');

/** The programs of all applications in both forms, and of the jobs, by name. */
function programs(): Record<string, string> {
  const services = Object.values(apps).flatMap(({ app }) =>
    forms.flatMap((form) =>
      processesOf(app, form).map(({ service, entry }): [string, string] => [
        programOf(app, service, entry),
        join(root, 'apps', app.name, service, entry),
      ]),
    ),
  );
  const jobs = ['seed', 'deploy', 'openwhisk'].map((name): [string, string] => [
    name,
    join(import.meta.dirname, 'jobs', `${name}.ts`),
  ]);
  return Object.fromEntries([...services, ...jobs]);
}

/**
 * Builds what containers run, into `folder`: `code/<program>.js`, the files that the programs read, and the archives of the actions. It
 * needs neither node_modules nor this repository. Throws a failure when a program cannot be bundled.
 */
export async function buildImageFiles(folder: string): Promise<void> {
  const code = join(folder, 'code');
  await build({
    entryPoints: programs(),
    outdir: code,
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    minify: true,
    keepNames: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    // pg loads pg-native only on request.
    external: ['pg-native'],
    loader: { '.node': 'copy' },
    assetNames: '[name]-[hash]',
    plugins: [builtRuntimeFiles, builtPages, ownFolders],
    banner: {
      js: `import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);`,
    },
    chunkNames: 'shared-[hash]',
    legalComments: 'none',
    logLevel: 'error',
  }).catch((error: BuildFailure): never => {
    throw new Failure(`The programs cannot be bundled: ${error.errors.map(({ text }) => text).join('; ')}`);
  });
  writeFileSync(join(code, 'package.json'), '{"type":"module"}\n');
  for (const { from, to } of pictures()) cpSync(from, join(folder, 'files', to));
  for (const [path, text] of await pageFiles()) {
    mkdirSync(join(folder, 'files', dirname(path)), { recursive: true });
    writeFileSync(join(folder, 'files', path), text);
  }
  for (const { app } of Object.values(apps)) {
    const actions = join(folder, 'actions', app.name);
    mkdirSync(actions, { recursive: true });
    for (const [name, zip] of await bundleApp(app)) writeFileSync(join(actions, `${name}.zip`), zip);
  }
}
