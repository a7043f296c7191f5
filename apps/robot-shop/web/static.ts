import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buildPage } from '#shared/ui/build';
import { answer } from './proxy.ts';

const images = join(import.meta.dirname, 'images');
const imageSeconds = 5; // as the original's nginx

/**
 * Serves the shop's page and pictures. Any other path gets the page too, because the page has routes of its own
 * and a reload must not lose them. `other` is the address of the same shop in the other form.
 */
export function staticFiles(other: string | undefined) {
  const page = buildPage(join(import.meta.dirname, 'ui'));
  page.catch(() => {}); // the first request reports it

  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answer(response, 405, `${request.method} is not possible here.`);
    }
    const send = (type: string, body: Buffer, headers: Record<string, string>) => {
      response.writeHead(200, { 'content-type': type, 'content-length': body.length, ...headers });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    if (path.startsWith('/images/')) {
      const until = new Date(Date.now() + imageSeconds * 1000).toUTCString();
      return send('image/png', await image(path), {
        expires: until,
        'cache-control': `max-age=${imageSeconds}`,
      });
    }
    const files = await page;
    const file = path === '/index.html' ? undefined : files.get(path);
    if (file !== undefined) {
      return send(file.type, file.body, { 'cache-control': 'public, max-age=31536000, immutable' });
    }
    if (path.startsWith('/assets/')) return answer(response, 404, `There is no ${path} here.`);
    const html = String(files.get('/index.html')?.body).replace(
      '<meta name="other-form" content="">',
      () => `<meta name="other-form" content="${escapeAttribute(other ?? '')}">`,
    );
    send('text/html; charset=utf-8', Buffer.from(html), {
      'cache-control': 'no-cache',
      'content-security-policy': "default-src 'self'; img-src 'self' data:",
    });
  };
}

async function image(path: string): Promise<Buffer> {
  const name = /^\/images\/([\w-]+\.png)$/.exec(path)?.[1] ?? 'placeholder.png';
  return readFile(join(images, name)).catch(() => readFile(join(images, 'placeholder.png')));
}

const escapeAttribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
