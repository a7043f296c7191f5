import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { OnLoadResult, Plugin } from 'esbuild';

/**
 * Keeps out of archives what makes them slow to load and does nothing for a service. Half of an Express service would
 * be tables of East Asian character sets, and half of its loading the sorting of all media types.
 */
export const trim: Plugin = {
  name: 'trim',
  setup({ onLoad }) {
    onLoad({ filter: /\/iconv-lite\/encodings\/tables\/\w[\w-]*\.json$/ }, ({ path }) => withoutTable(path));
    onLoad({ filter: /\/depd\/index\.js$/ }, ({ path }) => silent(path));
    onLoad({ filter: /\/mime-types\/index\.js$/ }, ({ path }) => sorted(path));
  },
};

/** Express's parsers take UTF and ISO-8859-1, and MySQL is asked for UTF-8: nobody asks for these tables. */
function withoutTable(path: string): OnLoadResult {
  const text = `The character set of ${basename(path)} is left out of archives (wsk/deploy/esbuild-trim-plugin.ts).`;
  return { contents: `throw new Error(${JSON.stringify(text)});`, loader: 'js' };
}

/**
 * The package's own variant for browsers: its notes on deprecated calls, for which it looks at the stack with each start, are
 * for those who develop, and they have the microservice.
 */
const silent = (path: string): OnLoadResult => ({
  contents: readFileSync(join(dirname(path), 'lib', 'browser', 'index.js')),
  loader: 'js',
});

const reading = "require('mime-db')";
const sorting = 'populateMaps(exports.extensions, exports.types)';

/**
 * The same maps as the package makes, made now instead of with each start and read when they are asked for; of its
 * database only what is looked up later. A release that does it otherwise stays as it is.
 */
function sorted(path: string): OnLoadResult | undefined {
  const source = readFileSync(path, 'utf8');
  if ([reading, sorting].some((part) => source.split(part).length !== 2)) return undefined;
  const require = createRequire(path);
  const { extensions, types, _extensionConflicts: conflicts = [] } = require(path) as MimeTypes;
  const charsets = Object.entries(require('mime-db') as Record<string, { charset?: string }>).flatMap(
    ([type, { charset }]) => (charset === undefined ? [] : [[type, { charset }]]),
  );
  const contents = source
    .replace(reading, () => parsed(Object.fromEntries(charsets)))
    .replace(
      sorting,
      () => `${whenAsked('extensions', extensions)}
${whenAsked('types', types)}
exports._extensionConflicts = ${parsed(conflicts)}`,
    );
  return { contents, loader: 'js' };
}

interface MimeTypes {
  extensions: Record<string, string[]>;
  types: Record<string, string>;
  _extensionConflicts?: unknown[];
}

/** A map that is read when somebody looks something up in it, which most services never do. */
const whenAsked = (name: string, map: object): string => `Object.defineProperty(exports, '${name}', {
  configurable: true,
  enumerable: true,
  get() {
    const value = Object.assign(Object.create(null), ${parsed(map)});
    Object.defineProperty(exports, '${name}', { value, writable: true });
    return value;
  },
});`;

/** V8 reads a text of JSON faster than an object in the source. */
const parsed = (value: unknown): string => `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
