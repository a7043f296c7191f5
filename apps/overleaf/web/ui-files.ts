import { join } from 'node:path';
import { Router } from 'express';
import { buildEntries } from '#shared/ui/entries';
import { withEmacsKeys } from './emacs-keys.ts';

const folder = join(import.meta.dirname, 'ui');
/** The files by name. */
export const built = buildEntries(
  folder,
  {
    dashboard: 'dashboard/app.tsx',
    editor: 'editor/app.tsx',
    'pdf-worker': 'pdfjs-dist/build/pdf.worker.mjs',
    style: 'style.css',
  },
  [withEmacsKeys],
);
built.catch(() => {}); // the first request reports it

/** The scripts and styles of the pages. A browser asks each time whether they are the same. */
export const uiFiles = Router();

uiFiles.get('/ui/:file', async ({ params }, response, next) => {
  const asset = (await built).get(params.file);
  if (asset === undefined) return next();
  response.set('Cache-Control', 'no-cache').type(asset.type).send(asset.body);
});
