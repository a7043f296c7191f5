import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendText } from '../http/proxy.ts';
import { buildPage } from './build.ts';

/**
 * Serves the page in `folder`: its files, and for any other path the page itself, because it has routes of its own and a
 * reload must not lose them. `other` is the address of the same application in the other form, which the page links.
 */
export function servePage(folder: string, other: string | undefined) {
  const page = buildPage(folder);
  page.catch(() => {}); // the first request reports it

  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return sendText(response, 405, `${request.method} is not possible here.`);
    }
    const send = (type: string, body: Buffer, headers: Record<string, string>) => {
      response.writeHead(200, { 'content-type': type, 'content-length': body.length, ...headers });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    const files = await page;
    const file = path === '/index.html' ? undefined : files.get(path);
    if (file !== undefined) {
      return send(file.type, file.body, { 'cache-control': 'public, max-age=31536000, immutable' });
    }
    if (path.startsWith('/assets/')) return sendText(response, 404, `There is no ${path} here.`);
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

const escapeAttribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
