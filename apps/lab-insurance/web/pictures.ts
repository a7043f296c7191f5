import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { sendError } from './send-error.ts';

const folder = join(import.meta.dirname, 'static');
const types: Record<string, string> = { jpg: 'image/jpeg', png: 'image/png', svg: 'image/svg+xml' };

/** Seconds for which a browser need not ask again. */
const freshFor = 3600;

/** Serves the pictures of products and agents: `/static/travel.jpg`, `/static/avatars/admin.png`. */
export async function servePicture(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const [, name = '', extension = ''] = /^\/static\/((?:avatars\/)?[\w-]+\.(jpg|png|svg))$/.exec(path) ?? [];
  const body = name === '' ? undefined : await readFile(join(folder, name)).catch(() => undefined);
  if (body === undefined) return sendError(response, 404, `There is no ${path} here.`);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return sendError(response, 405, `${request.method} is not possible here, only GET, HEAD.`);
  }
  response.writeHead(200, {
    'content-type': types[extension],
    'content-length': body.length,
    'cache-control': `max-age=${freshFor}`,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
