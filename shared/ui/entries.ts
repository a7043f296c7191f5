import { basename } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { type Asset, asset, inMemory } from './build.ts';

/**
 * Builds the scripts and styles of several pages, in memory, and answers them by file name: `<entry>.js` or `<entry>.css` for each
 * entry, and files that several of them share. `entries` are paths in `folder`, by name; `plugins` are those of esbuild.
 */
export async function buildEntries(
  folder: string,
  entries: Record<string, string>,
  plugins: Plugin[] = [],
): Promise<Map<string, Asset>> {
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: entries,
    plugins,
    entryNames: '[name]',
    chunkNames: 'shared-[hash]',
    splitting: true,
    ...inMemory,
  });
  return new Map(
    outputFiles.map(({ path, contents }) => [basename(path), asset(path, Buffer.from(contents))]),
  );
}
