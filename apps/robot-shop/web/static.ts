import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { sendText } from '#shared/http/proxy';
import { servePage } from '#shared/ui/page';

const images = join(import.meta.dirname, 'images');
const imageSeconds = 5; // as the original's nginx

/** Serves the shop's page and pictures. `other` is the address of the same shop in the other form. */
export function staticFiles(other: string | undefined) {
  const page = servePage(join(import.meta.dirname, 'ui'), other);

  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    if (!path.startsWith('/images/')) return page(request, response, path);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return sendText(response, 405, `${request.method} is not possible here.`);
    }
    const body = await image(path);
    response.writeHead(200, {
      'content-type': 'image/png',
      'content-length': body.length,
      expires: new Date(Date.now() + imageSeconds * 1000).toUTCString(),
      'cache-control': `max-age=${imageSeconds}`,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

async function image(path: string): Promise<Buffer> {
  const name = /^\/images\/([\w-]+\.png)$/.exec(path)?.[1] ?? 'placeholder.png';
  return readFile(join(images, name)).catch(() => readFile(join(images, 'placeholder.png')));
}
