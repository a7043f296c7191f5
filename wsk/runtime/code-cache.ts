import { readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname } from 'node:path';
import { constants, Script } from 'node:vm';

// When a code cache is made for the first time, V8 drops an assumption about the lengths of buffers and all optimised code
// that rests on it. Done here, before there is such code.
new Script('').createCachedData();

let compiled: { script: Script; cache: string } | undefined;

/** Loads a CommonJS file as `require` does, with what V8 has compiled of it before, if that is in the file `cache`. */
export function loadWithCodeCache(path: string, cache: string): unknown {
  const source = readFileSync(path, 'utf8').replace(/^#!.*/, '');
  const cachedData = readIfThere(cache);
  const script = new Script(Module.wrap(source), {
    filename: path,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  if (cachedData === undefined || script.cachedDataRejected) compiled = { script, cache };
  const require = createRequire(path);
  const module = new Module(path);
  Object.assign(module, { filename: path, require });
  require.cache[path] = module as NodeJS.Module;
  const run = script.runInThisContext() as (...args: unknown[]) => void;
  run.call(module.exports, module.exports, require, module, path, dirname(path));
  module.loaded = true;
  return module.exports;
}

/** What V8 has compiled by now of the code that was loaded without a cache; undefined when there is nothing to keep. */
export function exportCodeCache(): { cache: string; data: Buffer } | undefined {
  if (compiled === undefined) return undefined;
  const { script, cache } = compiled;
  compiled = undefined;
  return { cache, data: script.createCachedData() };
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
