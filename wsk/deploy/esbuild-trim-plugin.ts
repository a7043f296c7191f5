import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { OnLoadResult, Plugin } from 'esbuild';

/**
 * Omits code from archives that a service does not use but that slows down its start. Half of the size of an Express service would be
 * tables of East Asian character sets, and half of its load time the sorting of all media types.
 */
export const trim: Plugin = {
  name: 'trim',
  setup({ onLoad }) {
    onLoad({ filter: /\/iconv-lite\/encodings\/tables\/\w[\w-]*\.json$/ }, ({ path }) => withoutTable(path));
    onLoad({ filter: /\/depd\/index\.js$/ }, ({ path }) => withoutDeprecations(path));
    onLoad({ filter: /\/mime-types\/index\.js$/ }, ({ path }) => withPrecomputedMaps(path));
  },
};

/** No service uses these tables: Express's parsers accept UTF and ISO-8859-1, and the MySQL client requests UTF-8. */
function withoutTable(path: string): OnLoadResult {
  const text = `The character set of ${basename(path)} is left out of archives (wsk/deploy/esbuild-trim-plugin.ts).`;
  return { contents: `throw new Error(${JSON.stringify(text)});`, loader: 'js' };
}

/**
 * Replaces the package by its own variant for browsers, which prints no deprecation warnings. For each warning the package reads the
 * call stack at every start; developers still get the warnings in the microservice form.
 */
const withoutDeprecations = (path: string): OnLoadResult => ({
  contents: readFileSync(join(dirname(path), 'lib', 'browser', 'index.js')),
  loader: 'js',
});

const readCall = "require('mime-db')";
const sortCall = 'populateMaps(exports.extensions, exports.types)';

/**
 * Computes the maps of the package at build time instead of at each start, and parses them at the first access. Of the package's
 * database, only the charsets are kept. A release of the package with other source code stays unchanged.
 */
function withPrecomputedMaps(path: string): OnLoadResult | undefined {
  const source = readFileSync(path, 'utf8');
  if ([readCall, sortCall].some((part) => source.split(part).length !== 2)) return undefined;
  const require = createRequire(path);
  const { extensions, types, _extensionConflicts: conflicts = [] } = require(path) as MimeTypes;
  const charsets = Object.entries(require('mime-db') as Record<string, { charset?: string }>).flatMap(
    ([type, { charset }]) => (charset === undefined ? [] : [[type, { charset }]]),
  );
  const contents = source
    .replace(readCall, () => jsonLiteral(Object.fromEntries(charsets)))
    .replace(
      sortCall,
      () => `${lazyMap('extensions', extensions)}
${lazyMap('types', types)}
exports._extensionConflicts = ${jsonLiteral(conflicts)}`,
    );
  return { contents, loader: 'js' };
}

interface MimeTypes {
  extensions: Record<string, string[]>;
  types: Record<string, string>;
  _extensionConflicts?: unknown[];
}

/** A property whose map is parsed at the first access, which most services never make. */
const lazyMap = (name: string, map: object): string => `Object.defineProperty(exports, '${name}', {
  configurable: true,
  enumerable: true,
  get() {
    const value = Object.assign(Object.create(null), ${jsonLiteral(map)});
    Object.defineProperty(exports, '${name}', { value, writable: true });
    return value;
  },
});`;

/** Source code for a value. V8 parses a JSON text faster than an object literal. */
const jsonLiteral = (value: unknown): string => `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
