import type { Asked } from './harness.ts';
import { samples } from './services/events.ts';

/** Requests, one after the other, whose answers must be those of a real server. */
export interface Behaviour {
  name: string;
  requests: Asked[];
}

const one = (name: string, ...requests: (Asked | string)[]): Behaviour => ({
  name,
  requests: requests.map((request) => (typeof request === 'string' ? { url: request } : request)),
});
/** A request, and what the service has noticed meanwhile. */
const watched = (name: string, url: string): Behaviour => one(name, url, '/seen');
const post = (url: string, type: string | undefined, body: Buffer | string): Asked => ({
  method: 'POST',
  url,
  headers: type === undefined ? {} : { 'content-type': type },
  body,
});
const megabyte = Buffer.alloc(1_000_000, samples.bytes);

/** The 43 behaviours of the study (reference/glue.md, section 4). */
export const behaviours: Behaviour[] = [
  one('reads JSON', post('/json', 'application/json', '{"a":[1,"ü",null]}')),
  one('reads JSON that names its charset', post('/json', 'application/json; charset=utf-8', '{"a":"日本"}')),
  one('reads a form', post('/form', 'application/x-www-form-urlencoded', 'a=1&b=two+words&c=%C3%BC')),
  one('reads text', post('/text', 'text/plain', 'plain words')),
  one('reads text beyond ASCII', post('/text', 'text/plain; charset=utf-8', 'grüße 日本 🤖')),
  one('reads 256 different bytes', post('/bytes', 'application/octet-stream', samples.bytes)),
  one('reads a megabyte', post('/bytes', 'application/octet-stream', megabyte)),
  one(
    'reads a body as a stream',
    post('/upload', 'image/png', megabyte),
    post('/upload', undefined, 'untyped'),
  ),
  one('reads an empty body', post('/text', 'text/plain', ''), post('/upload', undefined, '')),
  one('keeps repeated keys of a query', '/query?q=1&q=2&q=3'),
  one('keeps order and encoding of a query', '/query?z=1&a=%C3%BC+x&q=%26%3D&m'),
  one('decodes a part of the path', '/part/two%20words%20%C3%BC'),
  one('keeps an encoded slash in a part of the path', '/part/a%2Fb%3Fc'),
  one('answers JSON', '/record'),
  one('answers HTML', '/html'),
  one('answers a picture', '/png'),
  one('answers any bytes', '/octets'),
  one('answers WebAssembly', '/wasm'),
  one('answers a font', '/font'),
  one('answers text beyond ASCII', '/utf8'),
  one(
    'answers JSON that looks like base64',
    '/scalar?true',
    '/scalar?null',
    '/scalar?1234',
    '/scalar?%22abcd%22',
  ),
  one('answers a megabyte', '/big'),
  one('answers compressed content', '/gzip-html', '/gzip-json'),
  one('sets two cookies', '/cookies'),
  one('repeats a header', '/repeated'),
  one('takes headers with the status', '/write-head', '/write-head-list', '/write-head-late'),
  one('answers 304', '/cached', { url: '/cached', headers: { 'if-none-match': '"v1"' } }),
  one('answers HEAD', { method: 'HEAD', url: '/record' }, { method: 'HEAD', url: '/big' }),
  one('answers 204', '/empty'),
  one('answers 404', '/nowhere'),
  one('answers for a handler that throws', '/throws'),
  one('answers for a handler that rejects', '/rejects'),
  one('waits for a late answer', '/slow'),
  watched('gathers what is written in pieces', '/write'),
  watched('takes a pipeline', '/pipeline'),
  watched('says when a response is finished and closed', '/events'),
  watched('closes a response that is finished', '/close-event'),
  watched('lets stream.finished see the end', '/finished'),
  watched('answers for a response that is destroyed', '/destroy'),
  one('sends a file', '/file'),
  one('serves a folder', '/files/robot.txt', '/files/none.txt'),
  one('serves a part of a file', { url: '/file', headers: { range: 'bytes=2-6' } }),
  one('knows address, protocol and host', '/address'),
];

/** What a real server does beyond them, as far as services rely on it. */
export const further: Behaviour[] = [
  watched('gathers a piece and a bare end', '/write-then-end'),
  one('lets a service use its memory again', '/reuses-memory'),
  one('knows the encodings of texts', '/encodings'),
  watched('says when an unread request is over', '/request-finished'),
  one('answers for a request that is destroyed', '/destroy-request'),
  watched('answers for a response that is destroyed midway', '/destroy-midway'),
  watched('answers for a stream that fails', '/stream-fails'),
  one('leaves out the frames of a chunked body', '/chunked'),
  one('leaves out trailers', '/trailers'),
  one('leaves out early hints', '/hints'),
  one('takes corked writes', '/corked'),
  watched('fixes headers early', '/flushed'),
  watched('refuses headers that come too late', '/late-header'),
  watched('reports what is written after the end', '/ends-twice'),
  watched('refuses a header with a line break', `/injects?${encodeURIComponent('a\r\nSet-Cookie: x=1')}`),
];
