import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { after, before, describe, it } from 'node:test';
import express from 'express';
import { injectRequest } from '#shared/glue/inject-request';
import { keepListener } from '#shared/glue/keep-listener';
import { type Ask, type Asked, realServer, throughController } from './harness.ts';

/** How many requests; GLUE_SEED chooses others, the text of a failure names the one that failed. */
const count = 400;
const seed = Number(process.env.GLUE_SEED ?? 20241124);

/** A generator of numbers from 0 to `below`, the same for the same seed (mulberry32). */
function numbers(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** What the service is to answer, told in a header of the request. */
interface Wanted {
  status: number;
  headers: [string, string | string[]][];
  body: string;
  pieces: number;
  style: number;
}

const signs = [
  'a',
  'Z',
  '0',
  '/',
  '+',
  '=',
  '"',
  '\\',
  ' ',
  '\n',
  '{',
  '<',
  'ü',
  '日',
  '🤖',
  '\u0001',
  '%',
  '&',
  '~',
  ';',
];
const types = [
  'application/json',
  'application/json; charset=utf-8',
  'application/problem+json',
  'text/plain',
  'text/html; charset=utf-8',
  'text/x-unknown',
  'image/svg+xml',
  'application/xml',
  'application/octet-stream',
  'application/x-www-form-urlencoded',
  'image/png',
  'font/woff2',
  'application/x-odd; charset=utf-8',
  'TEXT/CSV',
  undefined,
];

function requestOf(number: (below: number) => number): Asked {
  const pick = <Item>(items: readonly Item[]): Item => items[number(items.length)] as Item;
  const text = (most: number): string => Array.from({ length: number(most) }, () => pick(signs)).join('');
  const bytes = (most: number): Buffer =>
    Buffer.from(Array.from({ length: number(most) }, () => number(256)));
  const isText = (type: string | undefined) =>
    type === undefined || /text|xml|json|urlenc|charset/i.test(type);
  const [inType, outType] = [pick(types), pick(types)];
  const bodyOut = isText(outType) ? Buffer.from(pick([text(2000), '1234', 'true', 'abcd', ''])) : bytes(3000);
  const wanted: Wanted = {
    status: pick([200, 200, 200, 201, 202, 204, 206, 301, 304, 400, 403, 404, 409, 418, 500, 503]),
    headers: [
      ['X-One', pick(['1', '', 'a, b', 'x'.repeat(500)])],
      ['Set-Cookie', pick([['a=1'], ['a=1', 'b=2; Path=/'], ['c=3', 'c=3']])],
      ...(outType === undefined ? [] : [['Content-Type', outType] as [string, string]]),
      ...(number(3) === 0 ? [['Vary', ['Accept', 'Cookie']] as [string, string[]]] : []),
    ],
    body: bodyOut.toString('base64'),
    pieces: number(4),
    style: number(3),
  };
  const method = pick(['GET', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']);
  const hasBody = /^P/.test(method);
  return {
    method,
    url: `/${encodeURIComponent(text(10))}/${encodeURIComponent(text(5))}${number(2) ? `?${pick(['q', encodeURIComponent(text(5))])}=${encodeURIComponent(text(20))}&q=2` : ''}`,
    headers: {
      ...(hasBody && inType !== undefined ? { 'content-type': inType } : {}),
      ...(number(3) === 0 ? { 'accept-encoding': 'gzip, br' } : {}),
      ...(number(3) === 0 ? { cookie: 'k=v; l=w', 'if-none-match': '"none"' } : {}),
      'x-wanted': JSON.stringify(wanted).replace(/[\x7f-\uffff]/g, ''),
    },
    ...(hasBody ? { body: isText(inType) ? text(1500) : bytes(4000) } : {}),
  };
}

/** Says in a header what it got, and answers as it is told to, in one of three ways. */
const reflect: RequestListener = async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { host: _host, connection: _connection, 'x-wanted': wanted, ...headers } = request.headers;
  const { status, headers: own, body, pieces, style } = JSON.parse(String(wanted)) as Wanted;
  const got = {
    method: request.method,
    url: request.url,
    headers,
    body: Buffer.concat(chunks).toString('hex'),
  };
  response.setHeader('X-Got', Buffer.from(JSON.stringify(got)).toString('base64').slice(0, 6000));
  const content = Buffer.from(body, 'base64');
  if (style === 0) {
    for (const [name, value] of own) response.setHeader(name, value);
    response.statusCode = status;
  } else response.writeHead(status, Object.fromEntries(own));
  if (style === 2) for (let i = 0; i < pieces; i++) response.write(content.subarray(0, i * 10));
  response.end(content);
};

const overExpress = express().disable('x-powered-by');
overExpress.use((request, response, next) => void Promise.resolve(reflect(request, response)).catch(next));

for (const [strategy, glue] of Object.entries({ keepListener, injectRequest })) {
  describe(`${strategy}, seed ${seed}`, () => {
    let truth: Ask;
    let close: () => void;
    before(async () => {
      const { ask, server } = await realServer(overExpress);
      truth = ask;
      close = () => server.close();
    });
    after(() => close());

    it(`answers ${count} random requests as a real server`, async () => {
      const ask = throughController(glue(overExpress));
      const number = numbers(seed);
      for (let i = 0; i < count; i++) {
        const request = requestOf(number);
        assert.deepEqual(
          await ask(request),
          await truth(request),
          `request ${i}: ${JSON.stringify(request)}`,
        );
      }
    });
  });
}
