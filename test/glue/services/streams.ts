import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { finished, pipeline, Readable } from 'node:stream';
import type { Seen } from './events.ts';

type Plain = (request: IncomingMessage, response: ServerResponse) => unknown;

const text = { 'Content-Type': 'text/plain' };

/** Routes that use requests and responses as streams, which every framework hands through to its users. */
export const streams = (seen: Seen): Record<string, Plain> => ({
  '/seen': (_request, response) => response.writeHead(200, text).end(seen.splice(0).join(' ')),
  '/upload': (request, response) => {
    const hash = createHash('sha256');
    request.on('data', (chunk: Buffer) => hash.update(chunk));
    request.on('end', () => response.end(hash.digest('hex')));
  },
  '/write': (_request, response) => {
    response.setHeader('Content-Type', 'text/plain');
    response.write('one ');
    setImmediate(() => {
      response.write(Buffer.from('two '), () => seen.push('written'));
      response.end('three', () => seen.push('ended'));
    });
  },
  '/write-then-end': (_request, response) => {
    response.write('only');
    setImmediate(() => response.end());
  },
  '/reuses-memory': (_request, response) => {
    const memory = Buffer.from('first ');
    response.write(memory, () => {
      memory.write('second');
      response.end(memory);
    });
  },
  '/encodings': (_request, response) => {
    response.write('72c3b6', 'hex');
    response.end('626f74', 'hex');
  },
  '/write-head': (_request, response) => response.writeHead(201, { ...text, 'X-Made': 'yes' }).end('made'),
  '/write-head-list': (_request, response) => {
    const cookies = ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'];
    response.writeHead(200, 'Fine', ['Content-Type', 'text/plain', 'X-Made', 'yes', ...cookies]);
    response.end('listed');
  },
  '/write-head-late': (_request, response) => {
    response.setHeader('X-First', '1');
    response.writeHead(202, { ...text, 'X-Second': '2', 'X-First': '3' }).end('both');
  },
  '/pipeline': (_request, response) => {
    response.setHeader('Content-Type', 'text/plain');
    pipeline(
      Readable.from(['a', 'b', 'c'].map((part) => Buffer.from(part.repeat(20_000)))),
      response,
      (error) => seen.push(`pipeline:${error?.message ?? 'done'}`),
    );
  },
  '/events': (request, response) => {
    for (const event of ['finish', 'close']) response.once(event, () => seen.push(`response:${event}`));
    for (const event of ['end', 'close']) request.once(event, () => seen.push(`request:${event}`));
    response.once('finish', () => process.nextTick(() => seen.push(`ended:${response.writableEnded}`)));
    request.resume();
    response.end('watched');
  },
  '/close-event': (_request, response) => {
    response.once('close', () => seen.push(`closed, finished: ${response.writableFinished}`));
    response.end('watched');
  },
  '/finished': (_request, response) => {
    finished(response, (error) => seen.push(`finished:${error?.message ?? 'well'}`));
    response.end('watched');
  },
  '/request-finished': (request, response) => {
    finished(request, (error) => seen.push(`read:${error?.message ?? 'well'}`));
    response.end('unread');
  },
  '/destroy': (_request, response) => {
    response.once('close', () => seen.push(`broken, finished: ${response.writableFinished}`));
    response.destroy();
  },
  '/destroy-request': (request) => request.destroy(),
  '/destroy-midway': (_request, response) => {
    response.write('some', () => response.destroy());
  },
  '/stream-fails': (_request, response) => {
    const parts = async function* () {
      yield 'some';
      await null;
      throw new Error('no more');
    };
    pipeline(Readable.from(parts()), response, (error) => seen.push(`pipeline:${error?.message}`));
  },
  '/chunked': (_request, response) => {
    response.setHeader('Transfer-Encoding', 'chunked');
    response.write('in ');
    response.end('pieces');
  },
  '/trailers': (_request, response) => {
    response.writeHead(200, { ...text, Trailer: 'X-Sum' });
    response.write('body');
    response.addTrailers({ 'X-Sum': '1' });
    response.end();
  },
  '/hints': (_request, response) => {
    response.writeEarlyHints({ link: '</a.css>; rel=preload' }, () => response.end('hinted'));
  },
  '/corked': (_request, response) => {
    response.cork();
    for (const part of ['a', 'b', 'c']) response.write(part);
    response.uncork();
    response.end('d');
  },
  '/flushed': (_request, response) => {
    response.setHeader('X-Early', 'yes');
    response.flushHeaders();
    seen.push(`sent:${response.headersSent}`);
    response.end('flushed');
  },
  '/late-header': (_request, response) => {
    response.write('a');
    try {
      response.setHeader('X-Late', '1');
    } catch (error) {
      seen.push((error as { code: string }).code);
    }
    response.end('b');
  },
  '/ends-twice': (_request, response) => {
    response.on('error', (error: Error & { code?: string }) => seen.push(`error:${error.code}`));
    response.end('once');
    response.end('twice');
    response.write('more');
  },
  '/injects': (request, response) => {
    const value = decodeURIComponent(request.url?.split('?')[1] ?? '');
    for (const set of [
      () => response.setHeader('X-Value', value),
      () => response.writeHead(200, { 'X-Value': value }),
      () => response.writeHead(200, [value, 'x']),
    ]) {
      try {
        set();
        seen.push('taken');
      } catch (error) {
        seen.push((error as { code: string }).code);
      }
    }
    response.end('injected');
  },
  '/never': (request, response) => {
    request.once('aborted', () => seen.push('request:aborted'));
    response.once('close', () => seen.push('response:close'));
  },
});
