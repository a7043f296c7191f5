import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..', '..');

/** The path, below the folder of the programs' files, of what lies beside a source. */
const pathOf = (source: string): string => relative(root, source);

/** Lets a source that reads files beside itself find them below `files/`, which lies beside the folder of the programs. */
export const ownFolders: Plugin = {
  name: 'own folders',
  setup({ onLoad }) {
    onLoad({ filter: /\/apps\/[^/]+\/[^/]+\/[^/]+\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta.dirname')) return undefined;
      const folder = `import.meta.dirname + '/../files/${pathOf(join(path, '..'))}'`;
      return { contents: text.replaceAll('import.meta.dirname', `(${folder})`), loader: 'ts' };
    });
  },
};

/** The pictures that services read beside their sources. */
export const pictures = (): { from: string; to: string }[] =>
  globSync('apps/*/*/{images,static}/**/*.{jpg,png,svg}', { cwd: root }).map((path) => ({
    from: join(root, path),
    to: path,
  }));
