import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Seen, samples } from './events.ts';
import { streams } from './streams.ts';

/** A route on Node's own objects. */
export type Plain = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A folder with files to be sent. */
export const fixtures = join(import.meta.dirname, 'files');

const bytesOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};
const send = (response: ServerResponse, type: string, body: string | Buffer): void => {
  response.setHeader('Content-Type', type);
  response.end(body);
};
const json = (response: ServerResponse, value: unknown): void =>
  send(response, 'application/json; charset=utf-8', JSON.stringify(value));

const file: Plain = (request, response) => {
  const path = join(fixtures, 'robot.txt');
  const { size } = statSync(path);
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  if (range === null) return createReadStream(path).pipe(response);
  const [start, end] = [Number(range[1]), Number(range[2])];
  response.writeHead(206, { 'Content-Range': `bytes ${start}-${end}/${size}` });
  return createReadStream(path, { start, end }).pipe(response);
};

/** Every route of the suite on plain `node:http`; the other services have their own for what their framework does. */
export function plainRoutes(seen: Seen): Record<string, Plain> {
  return {
    ...streams(seen),
    '/json': async (request, response) => json(response, { got: JSON.parse(`${await bytesOf(request)}`) }),
    '/form': async (request, response) =>
      json(response, Object.fromEntries(new URLSearchParams(`${await bytesOf(request)}`))),
    '/text': async (request, response) => json(response, { got: `${await bytesOf(request)}` }),
    '/bytes': async (request, response) => {
      const body = await bytesOf(request);
      json(response, { length: body.length, hash: createHash('sha256').update(body).digest('hex') });
    },
    '/query': (request, response) =>
      json(response, {
        url: request.url,
        q: new URL(request.url ?? '', 'http://x').searchParams.getAll('q'),
      }),
    '/record': (_request, response) => json(response, samples.record),
    '/html': (_request, response) => send(response, 'text/html; charset=utf-8', '<h1>robots</h1>'),
    '/png': (_request, response) => send(response, 'image/png', samples.png),
    '/octets': (_request, response) => send(response, 'application/octet-stream', samples.bytes),
    '/wasm': (_request, response) => send(response, 'application/wasm', samples.bytes),
    '/font': (_request, response) => send(response, 'font/woff2', samples.bytes),
    '/utf8': (_request, response) => send(response, 'text/html; charset=utf-8', samples.page),
    '/scalar': (request, response) =>
      json(response, JSON.parse(decodeURIComponent(request.url?.split('?')[1] ?? 'null'))),
    '/big': (_request, response) => send(response, 'text/plain; charset=utf-8', samples.big),
    '/gzip-html': (_request, response) => {
      response.setHeader('Content-Encoding', 'gzip');
      send(response, 'text/html; charset=utf-8', gzipSync(samples.page));
    },
    '/gzip-json': (_request, response) => {
      response.setHeader('Content-Encoding', 'gzip');
      send(response, 'application/json', gzipSync(JSON.stringify(samples.record)));
    },
    '/cookies': (_request, response) => {
      response.setHeader('Set-Cookie', ['a=1; Path=/', 'b=2; HttpOnly']);
      response.end('set');
    },
    '/repeated': (_request, response) => {
      response.setHeader('Link', ['<a>; rel=prev', '<b>; rel=next']);
      response.setHeader('X-Number', 7);
      response.end('linked');
    },
    '/cached': (request, response) => {
      response.setHeader('ETag', '"v1"');
      if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
      else send(response, 'text/plain', 'fresh');
    },
    '/empty': (_request, response) => response.writeHead(204).end(),
    '/throws': (_request, response) => response.writeHead(500).end('thrown'),
    '/rejects': async (_request, response) => {
      await null;
      response.writeHead(500).end('rejected');
    },
    '/slow': (_request, response) => void setTimeout(() => response.end('late'), 20),
    '/file': file,
    '/files/robot.txt': file,
    '/address': (request, response) =>
      json(response, {
        ip: request.socket.remoteAddress,
        host: request.headers.host,
        http: request.httpVersion,
      }),
  };
}

/** The suite's service without a framework. */
export function plainService(): RequestListener {
  const routes = plainRoutes([]);
  return (request, response) => {
    const path = request.url?.split('?')[0] ?? '/';
    if (path.startsWith('/part/')) return json(response, { part: decodeURIComponent(path.slice(6)) });
    const route = routes[path];
    if (route === undefined) response.writeHead(404).end(`no ${path}`);
    else void route(request, response);
  };
}
