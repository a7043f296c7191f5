import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { type BuildFailure, type BuildOptions, build, type Plugin } from 'esbuild';
import { zipSync } from 'fflate';
import semver from 'semver';
import * as z from 'zod';
import { Failure } from '#shared/cli/failure';
import { blameSystem, parseJson } from '#shared/parse';
import { trim } from './esbuild-trim-plugin.ts';

/** The archive of an action and its contents. */
export interface Bundle {
  zip: Uint8Array;
  /** The bytes in the output of each source file (relative to the working directory), from esbuild's metafile. */
  inputs: Record<string, number>;
}

/** The Node version of OpenWhisk's image nodejs:20, on which every bundle must run. */
const target = 20;
/** A fixed date for all files, so that equal input gives equal bytes. */
const timestamp = new Date(2020, 0, 1);
const packageJson = '{"type":"commonjs","main":"index.js"}\n';

/** Options of `bundleAction`. */
export interface BundleOptions {
  /** CommonJS source that exports `main`; it replaces the entry. */
  contents?: string;
  plugins?: Plugin[];
  /** Files that run before the entry. */
  inject?: string[];
  /** The parameters that the first activation sets as environment variables before it loads the code. */
  variables?: string[];
}

/**
 * Bundles a serverless entry with all its imports into one CommonJS file for OpenWhisk's image nodejs:20, and zips it. The package
 * `openwhisk` is not bundled, because the image has it. Throws when a package in the bundle requires a newer Node than 20, and a
 * failure with file and line when a file is missing or cannot be parsed.
 */
export async function bundleAction(entry: string, options: BundleOptions = {}): Promise<Bundle> {
  const { contents, plugins = [], inject = [], variables } = options;
  const source: Source =
    contents === undefined
      ? { entryPoints: [entry] }
      : { stdin: { contents, resolveDir: import.meta.dirname } };
  const [output] = (await outputsOf(entry, { ...source, plugins: [...plugins, trim], inject })).values();
  return archiveOf(entry, output, variables);
}

/**
 * The archives of several entries, by their names, each as `bundleAction` makes it. esbuild reads a module that they share once, so all
 * together take about half the time.
 */
export async function bundleActions(
  actions: (Pick<BundleOptions, 'variables'> & { name: string; entry: string })[],
  inject: string[] = [],
): Promise<Map<string, Bundle>> {
  const entryPoints = Object.fromEntries(actions.map(({ name, entry }) => [name, entry]));
  const names = Object.keys(entryPoints).join(', ');
  const outputs = await outputsOf(names, { entryPoints, plugins: [trim], inject });
  return new Map(
    actions.map(({ name, entry, variables }) => [name, archiveOf(entry, outputs.get(name), variables)]),
  );
}

type Source = Pick<BuildOptions, 'entryPoints' | 'stdin' | 'inject' | 'plugins'>;

/** What esbuild makes of one entry. */
interface Output {
  code: Uint8Array;
  inputs: Record<string, number>;
}

/** Runs esbuild; the outputs have the names of their entries. `what` is what the failure says that cannot be bundled. */
async function outputsOf(what: string, source: Source): Promise<Map<string, Output>> {
  const { outputFiles, metafile } = await build({
    ...source,
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: `node${target}`,
    mainFields: ['module', 'main'],
    // The image has openwhisk; pg loads pg-native only on request.
    external: ['openwhisk', 'pg-native'],
    // Modules that read their own location, such as pdfkit, get that of the archive.
    define: { 'import.meta.url': 'moduleUrl' },
    banner: { js: `const moduleUrl = require('node:url').pathToFileURL(__filename).href;` },
    outdir: 'archives',
    legalComments: 'none',
    logLevel: 'silent',
  }).catch((error: BuildFailure): never => {
    const problems = error.errors.map(({ text, location }) =>
      location === null ? text : `${location.file}:${location.line}: ${text}`,
    );
    throw new Failure(`${what} cannot be bundled: ${problems.join('; ')}`);
  });
  return new Map(
    outputFiles.map(({ path, contents }) => {
      const inputs = Object.entries(metafile.outputs[relative('.', path)]?.inputs ?? {});
      const bytes = inputs.map(([input, { bytesInOutput }]) => [input, bytesInOutput]);
      return [basename(path, '.js'), { code: contents, inputs: Object.fromEntries(bytes) }];
    }),
  );
}

function archiveOf(entry: string, output: Output | undefined, variables: string[] | undefined): Bundle {
  if (output === undefined) throw new Error(`esbuild has made no file of ${entry}`);
  const { code, inputs } = output;
  checkEngines(entry, Object.keys(inputs));
  const files =
    variables === undefined
      ? { 'index.js': code }
      : { 'index.js': Buffer.from(deferredEntry(variables)), 'action.js': code };
  return { zip: zipFiles(files), inputs };
}

const zipFiles = (files: Record<string, Uint8Array>): Uint8Array =>
  zipSync({ ...files, 'package.json': Buffer.from(packageJson) }, { level: 9, mtime: timestamp });

const deferredEntry = (variables: string[]): string => `let main;
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

const packageFile = z.object({
  name: z.string(),
  version: z.string(),
  engines: z.object({ node: z.string().optional() }).optional(),
});

function checkEngines(entry: string, paths: string[]): void {
  const checked = new Set<string>();
  for (const path of paths) {
    const folder = packageFolder(resolve(path));
    if (folder === undefined || checked.has(folder)) continue;
    checked.add(folder);
    const file = join(folder, 'package.json');
    const { name, version, engines } = parseJson(packageFile, readFileSync(file, 'utf8'), file, blameSystem);
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
