import { join } from 'node:path';
import { type RequestHandler, type Response, Router } from 'express';
import { type Asset, buildPage } from '#shared/ui/build';

const ui = join(import.meta.dirname, '..', '..', '..', 'shared', 'ui');

/** Sends a file. */
export const sendAsset = (
  response: Response,
  { type, body }: Pick<Asset, 'type'> & { body: Buffer | string },
): unknown => response.set('content-type', type).send(body);

/** The HTML of all pages of the console. */
const document = join(ui, 'console.html');

/** Builds a page of the console, `shared/ui/NAME`, and answers it at `paths`, with its scripts, styles and pictures. */
export async function pageRoutes(name: string, paths: string[]): Promise<Router> {
  const { '/index.html': page, ...files } = Object.fromEntries(await buildPage(join(ui, name), document));
  const sendPage: RequestHandler = (_request, response, next) =>
    page === undefined ? next() : void sendAsset(response, page);
  const sendFile: RequestHandler = ({ path }, response, next) => {
    const file = files[path];
    if (file === undefined) next();
    else sendAsset(response, file);
  };
  return Router().get(paths, sendPage).get('/{*path}', sendFile);
}
