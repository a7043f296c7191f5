import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

const shared = join(import.meta.dirname, '..', '..', 'shared', 'http', 'exchange.ts');

/**
 * An esbuild plugin that bundles the file `replacement` in place of `shared/http/exchange.ts`, which sends every HTTP call of a
 * service. The replacement exports a function `exchange` too; only its own import of `exchange` gives the original.
 */
export const replaceExchange = (replacement: string): Plugin => ({
  name: 'replace-exchange',
  setup({ onResolve }) {
    onResolve({ filter: /exchange(\.ts)?$/ }, ({ path, importer, resolveDir }) => {
      const target = path.startsWith('#shared/') ? shared : resolve(resolveDir || dirname(importer), path);
      return target === shared && importer !== replacement ? { path: replacement } : undefined;
    });
  },
});
