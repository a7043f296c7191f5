import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadWithCodeCache } from './code-cache.ts';
import { unpack } from './unpack.ts';

/** The members of an `/init` message beside the code. */
export interface InitValue {
  name?: string;
  main: string;
  binary?: boolean;
  env?: Record<string, string>;
  /** The path of a V8 code cache of the same code; the file may not exist. */
  codeCache?: string;
}

/** An action's entry function. */
export type Handler = (args: unknown) => unknown;

/** Loads the action's code below `home` and returns its entry function; rejects with the error that the code throws. */
export async function loadAction(value: InitValue, code: Buffer, home: string): Promise<Handler> {
  const handler =
    value.binary === true ? await loadArchive(value, code, home) : loadText(value, code.toString(), home);
  if (typeof handler !== 'function') throw `Action entrypoint '${value.main}' is not a function.`;
  return handler as Handler;
}

function loadText(value: InitValue, code: string, home: string): unknown {
  const require = createRequire(join(home, 'action.js'));
  const exported: Record<string, unknown> = {};
  const module = { exports: {} as Record<string, unknown>, filename: join(home, 'action.js'), require };
  // As in OpenWhisk's Node image, the source is the body of a function, and the entry is a local name or a member of the exports.
  const source = `return (function () {
${code}
;try { return ${value.main} } catch (e) {
  if (e.name !== 'ReferenceError') throw e;
  return module.exports.${value.main} || exports.${value.main};
} })()`;
  return new Function('require', 'module', 'exports', source)(require, module, exported);
}

async function loadArchive(value: InitValue, code: Buffer, home: string): Promise<unknown> {
  const folder = join(home, 'action');
  mkdirSync(folder, { recursive: true });
  unpack(code, folder);
  process.chdir(folder);
  const dot = value.main.indexOf('.');
  const file = dot > 0 ? value.main.slice(0, dot) : undefined;
  const path = dot > 0 ? value.main.slice(dot + 1) : value.main;
  if (file === undefined && !existsSync('package.json') && !existsSync('index.js')) {
    throw 'Zipped actions must contain either package.json or index.js at the root.';
  }
  let found = await load(folder, file, value.codeCache);
  for (const name of path.split('.')) found = (found as Record<string, unknown>)[name];
  return found;
}

async function load(
  folder: string,
  file: string | undefined,
  codeCache: string | undefined,
): Promise<unknown> {
  const require = createRequire(join(folder, 'noop.js'));
  const entry = file === undefined ? entryOf(folder) : resolve(folder, file);
  try {
    const path = require.resolve(file === undefined ? folder : entry);
    return codeCache !== undefined && isCommonJs(path, folder)
      ? loadWithCodeCache(path, codeCache)
      : require(path);
  } catch (error) {
    // Node before 20.19 cannot require an ES module.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_REQUIRE_ESM') throw error;
    return import(pathToFileURL(entry).href);
  }
}

function entryOf(folder: string): string {
  const { main } = packageOf(folder);
  return resolve(folder, main ?? 'index.js');
}

function packageOf(folder: string): { main?: string; type?: string } {
  if (!readdirSync(folder).includes('package.json')) return {};
  const text = readFileSync(join(folder, 'package.json'), 'utf8');
  const { main, type }: Record<string, unknown> = Object(JSON.parse(text));
  return { ...(typeof main === 'string' && { main }), ...(typeof type === 'string' && { type }) };
}

// Accepts only files that are certainly CommonJS: .cjs, and .js outside node_modules in a package with "type": "commonjs".
function isCommonJs(path: string, folder: string): boolean {
  if (path.endsWith('.cjs')) return true;
  return path.endsWith('.js') && !path.includes('node_modules') && packageOf(folder).type === 'commonjs';
}
