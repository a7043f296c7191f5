import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import * as z from 'zod';
import { Failure } from '#shared/cli/failure';
import { blameSystem, parseJson } from '#shared/parse';
import { root, run } from './repository.ts';
import { copyTypes } from './types.ts';

/** A package to make: the folder beside this file that has its entry and its README, and the rest of its package.json. */
export interface Package {
  name: string;
  manifest: object;
  plugins: Plugin[];
}

/** The folder in which the package is put together, the folder of all emitted types, and the folder for the archive. */
interface Places {
  folder: string;
  types: string;
  out: string;
}

const ownManifest = z.object({ version: z.string(), license: z.string() });

/** Bundles a package into one file, and packs it with its README, its types and the licence. Resolves with the path of the archive. */
export async function makePackage({ name, manifest, plugins }: Package, places: Places): Promise<string> {
  const { folder, types, out } = places;
  const source = join(import.meta.dirname, name);
  mkdirSync(folder);
  await build({
    entryPoints: [join(source, 'index.ts')],
    outfile: join(folder, 'index.js'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    plugins,
    define: { 'import.meta.url': 'moduleUrl', 'import.meta.dirname': '__dirname' },
    banner: { js: `const moduleUrl = require('node:url').pathToFileURL(__filename).href;` },
    legalComments: 'inline',
    logLevel: 'error',
  });
  const files = [join(root, 'LICENSE'), join(source, 'README.md'), join(source, 'command.js')];
  for (const file of files.filter((each) => existsSync(each)))
    copyFileSync(file, join(folder, file.slice(file.lastIndexOf('/') + 1)));
  copyTypes(types, `wsk/pack/${name}/index.d.ts`, join(folder, 'types'));
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  const packageJson = {
    name,
    ...parseJson(ownManifest, text, 'package.json', blameSystem),
    ...manifest,
    type: 'commonjs',
    engines: { node: '>=20' },
    main: './index.js',
    types: `./types/wsk/pack/${name}/index.d.ts`,
    imports: { '#shared/*': './types/shared/*.d.ts', '#wsk/*': './types/wsk/*.d.ts' },
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(packageJson, undefined, 2)}\n`);
  const { ok, output } = await run('npm', ['pack', '--silent', '--pack-destination', out], folder);
  if (!ok) throw new Failure(`npm cannot pack ${name}: ${output.trim()}`);
  return join(out, output.trim());
}
