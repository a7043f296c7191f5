import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { zipSync } from 'fflate';
import semver from 'semver';
import { trim } from './esbuild-trim-plugin.ts';

/** An action's archive, and what is in it. */
export interface Bundle {
  zip: Uint8Array;
  /** Source file (relative to the working directory) to its bytes in the output, from esbuild's metafile. */
  inputs: Record<string, number>;
}

// The version of the nodejs:20 image; what is bundled must run there.
const target = 20;
// Any fixed date would do: equal input must give equal bytes.
const stamp = new Date(2020, 0, 1);
const packageJson = '{"type":"commonjs","main":"index.js"}\n';

/** How an archive is made other than by its entry alone. */
export interface BundleOptions {
  /** CommonJS source that exports `main`, in the place of the entry. */
  contents?: string;
  plugins?: Plugin[];
  /** With these names the first activation makes environment variables of its parameters, and only then loads the code. */
  variables?: string[];
}

/**
 * Bundles a serverless entry with all it imports into one CommonJS file and zips it; runs on OpenWhisk's nodejs:20.
 * `openwhisk` is not bundled, the image has it. Throws when a package in the bundle needs a newer Node than 20.
 */
export async function bundleAction(entry: string, options: BundleOptions = {}): Promise<Bundle> {
  const { contents, plugins = [], variables } = options;
  const from =
    contents === undefined
      ? { entryPoints: [entry] }
      : { stdin: { contents, resolveDir: import.meta.dirname } };
  const { code, inputs } = await bundle(entry, { ...from, plugins });
  const files =
    variables === undefined
      ? { 'index.js': code }
      : { 'index.js': Buffer.from(lateEntry(variables)), 'action.js': code };
  return { zip: archive(files), inputs };
}

async function bundle(
  name: string,
  from: Pick<BuildOptions, 'entryPoints' | 'stdin'> & { plugins: Plugin[] },
): Promise<{ code: Uint8Array; inputs: Record<string, number> }> {
  const result = await build({
    ...from,
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: `node${target}`,
    plugins: [...from.plugins, trim],
    mainFields: ['module', 'main'],
    // The image has the first; the second is asked for by pg only when a program wants it.
    external: ['openwhisk', 'pg-native'],
    // Modules that ask where they are, such as pdfkit, are where the archive is.
    define: { 'import.meta.url': 'moduleUrl' },
    banner: { js: `const moduleUrl = require('node:url').pathToFileURL(__filename).href;` },
    outfile: 'index.js',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const output = result.metafile.outputs['index.js'];
  const inputs: Record<string, number> = {};
  for (const [path, { bytesInOutput }] of Object.entries(output?.inputs ?? {})) inputs[path] = bytesInOutput;
  checkEngines(name, Object.keys(inputs));
  return { code: result.outputFiles[0]?.contents ?? new Uint8Array(), inputs };
}

const archive = (files: Record<string, Uint8Array>): Uint8Array =>
  zipSync({ ...files, 'package.json': Buffer.from(packageJson) }, { level: 9, mtime: stamp });

const lateEntry = (variables: string[]): string => `let main;
exports.main = (params) => {
  const rest = { ...params };
  for (const name of ${JSON.stringify(variables)}) {
    if (main === undefined && typeof rest[name] === 'string') process.env[name] = rest[name];
    delete rest[name];
  }
  main ??= require('./action.js').main;
  return main(rest);
};
`;

function checkEngines(entry: string, paths: string[]): void {
  const seen = new Set<string>();
  for (const path of paths) {
    const folder = packageFolder(resolve(path));
    if (folder === undefined || seen.has(folder)) continue;
    seen.add(folder);
    const { name, version, engines } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      name: string;
      version: string;
      engines?: { node?: string };
    };
    const range = engines?.node;
    if (range === undefined || semver.intersects(range, `^${target}`, { loose: true })) continue;
    throw new Error(
      `${entry} bundles ${name} ${version}, which needs Node ${range}, but actions run on Node ${target}: ` +
        'use a release of it that supports that, or keep it out of the action.',
    );
  }
}

function packageFolder(path: string): string | undefined {
  const at = path.lastIndexOf('/node_modules/');
  if (at < 0) return undefined;
  const root = path.slice(0, at + '/node_modules/'.length);
  const [first = '', second = ''] = path.slice(root.length).split('/');
  const folder = join(root, first.startsWith('@') ? `${first}/${second}` : first);
  return dirname(folder) === '/' ? undefined : folder;
}
