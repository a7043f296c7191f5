import { readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname } from 'node:path';
import { constants, Script } from 'node:vm';

// The first code cache that a process makes invalidates an assumption of V8 about buffer lengths, and with it all optimised code
// that relies on it. Making one here, before any code is optimised, avoids that cost later.
new Script('').createCachedData();

/** The script that was loaded without a cache, and the path for its cache. */
let uncached: { script: Script; cache: string } | undefined;

/** Loads a CommonJS file as `require` does, with the V8 code cache in the file `cache` if that file exists and fits. */
export function loadWithCodeCache(path: string, cache: string): unknown {
  const source = readFileSync(path, 'utf8').replace(/^#!.*/, '');
  const cachedData = readIfExists(cache);
  const script = new Script(Module.wrap(source), {
    filename: path,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  if (cachedData === undefined || script.cachedDataRejected) uncached = { script, cache };
  const require = createRequire(path);
  const module = new Module(path);
  Object.assign(module, { filename: path, require });
  require.cache[path] = module as NodeJS.Module;
  const run = script.runInThisContext() as (...args: unknown[]) => void;
  run.call(module.exports, module.exports, require, module, path, dirname(path));
  module.loaded = true;
  return module.exports;
}

/**
 * The V8 code cache of the script that was loaded without one, with the functions that were compiled so far. Undefined when every
 * script came from a cache, and at a second call.
 */
export function exportCodeCache(): { cache: string; data: Buffer } | undefined {
  if (uncached === undefined) return undefined;
  const { script, cache } = uncached;
  uncached = undefined;
  return { cache, data: script.createCachedData() };
}

function readIfExists(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
