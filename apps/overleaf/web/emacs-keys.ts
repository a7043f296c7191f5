import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** The package of the keys of emacs marks the calls that bind them as free of effects, so that a bundle would have none of them. */
export const withEmacsKeys: Plugin = {
  name: 'emacs-keys',
  setup(build) {
    build.onLoad({ filter: /codemirror-emacs[/\\]dist[/\\]index\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return { contents: text.replaceAll('/*@__PURE__*/EmacsHandler.', 'EmacsHandler.') };
    });
  },
};
