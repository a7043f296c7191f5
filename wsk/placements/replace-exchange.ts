import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

const shared = join(import.meta.dirname, '..', '..', 'shared', 'http', 'exchange.ts');

/**
 * Bundles `replacement`, a file that exports the same `exchange`, in the place of `shared/http/exchange.ts`, through which each
 * call of a service goes. The replacement itself gets the original, for calls that it does not make otherwise.
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
