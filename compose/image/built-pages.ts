import { globSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Plugin } from 'esbuild';
import { built as pagesOfOverleaf } from '#apps/overleaf/web/ui-files';
import { type Asset, buildPage } from '#shared/ui/build';

const root = join(import.meta.dirname, '..', '..');

/** The file in the folder of a page that has all that the page is built of. */
const name = 'built.json';

/** Takes what was built before, so that a service with a page needs neither its sources nor esbuild. */
const contents = `
  import { readFile } from 'node:fs/promises';
  const read = async (folder) => new Map(
    JSON.parse(await readFile(folder + '/${name}', 'utf8')).map(([path, type, body]) => [path, { type, body: Buffer.from(body, 'base64') }]),
  );
  export const buildPage = read;
  export const buildEntries = read;`;

export const builtPages: Plugin = {
  name: 'built pages',
  setup({ onLoad }) {
    onLoad({ filter: /\/shared\/ui\/(build|entries)\.ts$/ }, () => ({ contents }));
  },
};

/** The pages of all applications, built: a file's path below the root of the repository, and its text. */
export async function pageFiles(): Promise<Map<string, string>> {
  const folders = globSync('apps/*/*/ui/index.html', { cwd: root }).map((file) => join(root, dirname(file)));
  const pages: [folder: string, assets: Map<string, Asset>][] = [
    [join(root, 'apps/overleaf/web/ui'), await pagesOfOverleaf],
  ];
  for (const folder of folders) pages.push([folder, await buildPage(folder)]);
  return new Map(
    pages.map(([folder, assets]) => [
      join(relative(root, folder), name),
      JSON.stringify([...assets].map(([path, { type, body }]) => [path, type, body.toString('base64')])),
    ]),
  );
}
