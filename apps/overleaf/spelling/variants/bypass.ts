import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { invalid, tooLarge } from '#shared/errors';
import { bypassListener, type Handler, respond } from '#shared/glue/bypass-listener';
import { healthOf } from '#shared/observe/health';
import { parseJson } from '#shared/parse';
import { aspell } from '../aspell/languages.ts';
import { bodyBytes, check, forget, learn, list, type Path, status, unlearn } from '../handlers.ts';
import { mongo } from '../learned.ts';

/** A handler of a body in JSON, which may be compressed. */
const withBody =
  (handle: (path: Path, body: unknown) => Promise<unknown>): Handler =>
  (path, { headers, body }) => {
    const plain = headers['content-encoding'] === 'gzip' ? decompressed(body) : body;
    if (plain.length > bodyBytes) throw tooLarge('request entity too large');
    return handle(path, parseJson(z.unknown(), plain.toString('utf8'), 'body'));
  };

function decompressed(body: Buffer): Buffer {
  try {
    return gunzipSync(body, { maxOutputLength: bodyBytes });
  } catch (error) {
    const isLarge = error instanceof RangeError;
    throw isLarge ? tooLarge('request entity too large') : invalid('the body is not compressed by gzip');
  }
}

/** Answers 204 after what has no result. */
const withoutContent =
  (handler: Handler): Handler =>
  async (path, request) => {
    await handler(path, request);
    return respond('', 204);
  };

async function health() {
  const parts = Object.entries(await healthOf({ mongo, aspell }));
  const unhealthy = parts.filter(([, isHealthy]) => !isHealthy).map(([part]) => part);
  return unhealthy.length === 0 ? 'OK' : respond(`does not work: ${unhealthy.join(', ')}`, 503);
}

// The same handlers without Express: what the framework did is said again here, and forms, other compressions and /metrics are gone.
export const main = bypassListener('spelling', {
  'GET /status': () => status,
  'GET /health_check': health,
  'POST /user/:user/check': withBody(check),
  'POST /user/:user/learn': withoutContent(withBody(learn)),
  'POST /user/:user/unlearn': withoutContent(withBody(unlearn)),
  'GET /user/:user': list,
  'DELETE /user/:user': withoutContent(forget),
});
