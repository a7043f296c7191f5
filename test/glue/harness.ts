import { once } from 'node:events';
import { createServer, request as httpRequest, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { decodeRequest, type WebActionParams } from '#shared/glue/codec';
import { fromRaw } from '#shared/glue/node-http';
import type { WebAction } from '#shared/glue/web-action';
import { parseMediaType } from '#wsk/platform/server/media-type';
import { toActionArguments } from '#wsk/platform/web/web-request';
import { toWebResponse } from '#wsk/platform/web/web-response';

/** A request as a client sends it; header names in lower case. */
export interface Asked {
  method?: string;
  url: string;
  headers?: Record<string, string>;
  body?: Buffer | string;
}

/** An answer as a client sees it, without what is listed in `unequal`. */
export interface Answered {
  status: number;
  headers: Record<string, string[]>;
  body: Buffer;
}

/** Whatever can be asked: a real server, or an action behind a controller. */
export type Ask = (asked: Asked) => Promise<Answered>;

/**
 * The headers in which an action's answer differs from a server's, and why. Beyond them: the platform rewrites the
 * charset of a type, leaves the type out when there is no body, and sends compressed text unpacked.
 */
export const unequal = [
  ...['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding', 'trailer'], // the platform's own
  'access-control-allow-origin', // the platform sends `*` with every answer
];

/** The parameters with which a controller calls a raw web action for a request. */
export function controllersParams({ method = 'GET', url, headers = {}, body = '' }: Asked): WebActionParams {
  const [path = '', query = ''] = url.split(/\?(.*)/s);
  const request = {
    method,
    path,
    query,
    headers: { host: 'robots.example', ...headers },
    body: Buffer.from(body),
  };
  return toActionArguments(request, { raw: true });
}

/** A real server for a listener. What it is asked is what a controller lets through. */
export async function realServer(listener: RequestListener): Promise<{ ask: Ask; server: Server }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ask: Ask = (asked) =>
    new Promise((resolve) => {
      const { method, url: path, headers, body } = decodeRequest(controllersParams(asked));
      // A client of whom the service is rid sees no answer; an action answers 502.
      const broken = () => resolve(normal(502, {}, Buffer.alloc(0)));
      const sent = httpRequest({ port, agent: false, method, path, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.once('error', broken);
        answer.once('end', () =>
          resolve(normal(answer.statusCode ?? 0, fromRaw(answer.rawHeaders), Buffer.concat(chunks))),
        );
      });
      sent.once('error', broken);
      sent.end(body);
    });
  return { ask, server };
}

/** An action as a client sees it through a controller, with parameters bound to it. */
export const throughController =
  (action: WebAction, bound: Record<string, unknown> = {}): Ask =>
  async (asked) => {
    const params = { ...bound, ...controllersParams(asked) };
    const text = JSON.stringify(await action(JSON.parse(JSON.stringify(params)) as WebActionParams));
    if (Buffer.byteLength(text) > 1024 * 1024) throw new Error('the result is larger than a platform takes');
    const { status, headers, body } = toWebResponse(JSON.parse(text));
    return normal(status, fromRaw(headers.flat()), Buffer.from(body));
  };

function normal(status: number, given: ReturnType<typeof fromRaw>, body: Buffer): Answered {
  // A broken connection has no content that could be compared.
  if (status === 502) return { status, headers: {}, body: Buffer.alloc(0) };
  const headers: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(given)) {
    if (!unequal.includes(name)) headers[name] = [value].flat().map(String);
  }
  const type = parseMediaType(headers['content-type']?.[0] ?? '');
  if (body.length === 0) delete headers['content-type'];
  else if (type !== undefined) headers['content-type'] = [type.type, ...type.parameters.flat()];
  else headers['content-type'] = ['application/octet-stream'];
  if (headers['content-encoding']?.[0] === 'gzip' && type?.type === 'text/html') {
    delete headers['content-encoding'];
    return { status, headers, body: gunzipSync(body) };
  }
  return { status, headers, body };
}
