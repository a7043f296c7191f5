import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { build } from 'esbuild';

/** A file as it is served. */
export interface Asset {
  type: string;
  body: Buffer;
}

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** How esbuild makes scripts and styles of a page, in memory. */
export const inMemory = {
  outdir: '/',
  write: false,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  logLevel: 'error',
} as const;

/**
 * Builds the page in `folder`, in memory, and answers its files by path: `/index.html`, its pictures (`*.svg`), and
 * `app.tsx` and `style.css` bundled under names that change with their content, so that they may be cached for ever.
 * `document` is the file of its HTML.
 */
export async function buildPage(
  folder: string,
  document = join(folder, 'index.html'),
): Promise<Map<string, Asset>> {
  const files = new Map<string, Asset>();
  let html = await readFile(document, 'utf8');
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'app.tsx'), join(folder, 'style.css')],
    entryNames: 'assets/[name]-[hash]',
    ...inMemory,
  });
  for (const { path, contents } of outputFiles) {
    const entry = path.endsWith('.css') ? 'style.css' : 'app.tsx';
    html = html.replace(`"${entry}"`, `"${path}"`);
    files.set(path, asset(path, Buffer.from(contents)));
  }
  for (const name of await readdir(folder)) {
    if (extname(name) === '.svg') files.set(`/${name}`, asset(name, await readFile(join(folder, name))));
  }
  files.set('/index.html', { type: 'text/html; charset=utf-8', body: Buffer.from(html) });
  return files;
}

/** A file of a page with the type that its name says. */
export const asset = (path: string, body: Buffer): Asset => ({
  type: types[extname(path)] ?? 'application/octet-stream',
  body,
});
