import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { notFound } from '#shared/errors';
import { bypassListener, type Handler, respond } from '#shared/glue/bypass-listener';
import { HttpError } from '#shared/http/errors';
import { samples } from './events.ts';
import { fixtures } from './plain.ts';

const typed = (type: string, body: string | Buffer) => respond(body, 200, { 'content-type': type });
const file: Handler = () => typed('text/plain; charset=utf-8', readFileSync(join(fixtures, 'robot.txt')));
const query = (url: string) => new URL(url, 'http://x').searchParams;
const hash = (body: Buffer) => createHash('sha256').update(body).digest('hex');

/** The suite's service without listener and framework: what can be said at all is said by hand. */
export const bypassService = () =>
  bypassListener('suite', {
    'POST /json': (_parts, { body }) => ({ got: JSON.parse(body.toString()) }),
    'POST /form': (_parts, { body }) => Object.fromEntries(new URLSearchParams(body.toString())),
    'POST /text': (_parts, { body }) => ({ got: body.toString() }),
    'POST /bytes': (_parts, { body }) => ({ length: body.length, hash: hash(body) }),
    'POST /upload': (_parts, { body }) => typed('application/octet-stream', hash(body)),
    'GET /query': (_parts, { url }) => {
      const q = query(url).getAll('q');
      return { url, q: q.length > 1 ? { q } : Object.fromEntries(query(url)) };
    },
    'GET /part/:part': (parts) => parts,
    'GET /record': () => samples.record,
    'GET /html': () => '<h1>robots</h1>',
    'GET /png': () => typed('image/png', samples.png),
    'GET /octets': () => samples.bytes,
    'GET /wasm': () => typed('application/wasm', samples.bytes),
    'GET /font': () => typed('font/woff2', samples.bytes),
    'GET /utf8': () => samples.page,
    'GET /scalar': (_parts, { url }) =>
      respond(JSON.stringify(JSON.parse([...query(url).keys()][0] ?? 'null')), 200, {
        'content-type': 'application/json; charset=utf-8',
      }),
    'GET /big': () => typed('text/plain; charset=utf-8', samples.big),
    'GET /gzip-html': () =>
      respond(gzipSync(samples.page), 200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }),
    'GET /gzip-json': () =>
      respond(gzipSync(JSON.stringify(samples.record)), 200, {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      }),
    'GET /cookies': () => respond('set', 200, { 'set-cookie': ['a=1; Path=/', 'b=2; Path=/; HttpOnly'] }),
    'GET /repeated': () =>
      respond('linked', 200, { link: ['<a>; rel=prev', '<b>; rel=next'], 'x-number': 7 }),
    'GET /cached': (_parts, { headers }) => {
      const isKnown = headers['if-none-match'] === '"v1"';
      return respond(isKnown ? '' : 'fresh', isKnown ? 304 : 200, {
        'content-type': 'text/plain',
        etag: '"v1"',
      });
    },
    'GET /empty': () => respond('', 204),
    'GET /throws': () => {
      throw new HttpError(418, 'thrown');
    },
    'GET /missing': async () => Promise.reject(notFound('there is no robot')),
    'GET /broken': () => decodeURIComponent('%'),
    'GET /rejects': async () => Promise.reject(new Error('rejected')),
    'GET /slow': async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return 'late';
    },
    'GET /file': file,
    'GET /files/robot.txt': file,
    'GET /never': () => new Promise(() => {}),
  });

/** The behaviours that a service loses with its listener, and why. */
export const lost: Record<string, string> = {
  'takes headers with the status': 'there is no response object; respond() takes both',
  'gathers what is written in pieces': 'a handler returns its answer as a whole',
  'takes a pipeline': 'a handler returns its answer as a whole',
  'says when a response is finished and closed': 'there is no response object',
  'closes a response that is finished': 'there is no response object',
  'lets stream.finished see the end': 'there is no response object',
  'answers for a response that is destroyed': 'there is no response object',
  'answers for a handler that throws': "the error page is the framework's; ours is the text of the error",
  'answers for a handler that rejects': "the error page is the framework's; ours is the text of the error",
  'answers 404': "the page is the framework's; ours is a text",
  'serves a folder': 'no static files; each is a route',
  'serves a part of a file': 'no ranges',
  'knows address, protocol and host': 'handlers get the headers only',
};
