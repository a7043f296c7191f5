import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toWebResponse, type WebResponse } from '#wsk/platform/web/web-response';

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 255]);
const typeOf = ({ headers }: WebResponse): string | undefined =>
  headers.find(([name]) => name === 'Content-Type')?.[1];

// The rows are responses of a real OpenWhisk: content type and body of the result; status, content type and body of the response.
const bodies: [
  type: string | undefined,
  body: unknown,
  status: number,
  sent?: string,
  content?: string | Buffer,
][] = [
  [undefined, 'hello', 200, 'text/html; charset=UTF-8', 'hello'],
  [undefined, '', 204],
  [undefined, null, 204],
  [undefined, { a: 1 }, 200, 'application/json', '{\n  "a": 1\n}'],
  [undefined, 0, 200, 'application/json', '0'],
  [undefined, false, 200, 'application/json', 'false'],
  [undefined, [], 200, 'application/json', '[]'],
  ['application/json', 'hello', 200, 'application/json', 'hello'],
  ['application/json', 'abcd', 200, 'application/json', Buffer.from('abcd', 'base64')],
  ['application/json', 'aGVsbG8', 200, 'application/json', 'aGVsbG8'],
  ['application/json', 'eyJhIjoxfQ==', 200, 'application/json', '{"a":1}'],
  ['application/json; charset=iso-8859-1', '{"a":1}', 200, 'application/json', '{"a":1}'],
  ['application/vnd.api+json', { a: 1 }, 200, 'application/vnd.api+json', '{\n  "a": 1\n}'],
  ['text/plain', 'aGVsbG8=', 200, 'text/plain; charset=UTF-8', 'aGVsbG8='],
  ['text/plain; charset=iso-8859-1', 'é', 200, 'text/plain; charset=UTF-8', 'é'],
  ['text/plain', { a: 1 }, 400],
  ['TEXT/PLAIN', 'x', 200, 'text/plain; charset=UTF-8', 'x'],
  ['text/html; charset=UTF-8; x=1', 'x', 200, 'text/html; x=1; charset=UTF-8', 'x'],
  ['text/x-odd', 'hello', 400],
  ['application/javascript', 'hello', 200, 'application/javascript; charset=UTF-8', 'hello'],
  ['image/png', png.toString('base64'), 200, 'image/png', png],
  ['image/png', 'aGVsbG8', 200, 'image/png', 'hello'],
  ['image/png', 'hello', 400],
  ['image/png', '_-8=', 400],
  ['image/png', 'aGVs\nbG8=', 400],
  ['image/svg+xml', '<svg/>', 400],
  ['application/x-foo; charset=utf-8', 'hello', 200, 'application/x-foo; charset=UTF-8', 'hello'],
  ['application/x-www-form-urlencoded', 'a=1', 200, 'application/x-www-form-urlencoded', 'a=1'],
  ['multipart/form-data; boundary=B', 'aGVsbG8=', 200, 'multipart/form-data; boundary=B', 'hello'],
  ['foo', 'hello', 400],
  ['foo', '', 204],
];
for (const [type, body, status, sent, content] of bodies) {
  test(`the body ${JSON.stringify(body)} of type ${type ?? 'none'} gives ${status} ${sent ?? ''}`, () => {
    const answer = toWebResponse(type === undefined ? { body } : { body, headers: { 'content-type': type } });
    assert.equal(answer.status, status);
    if (status === 400) return;
    assert.equal(typeOf(answer), sent);
    assert.deepEqual(Buffer.from(answer.body as string), Buffer.from(content ?? ''));
  });
}

const statuses: [statusCode: unknown, status: number][] = [
  [200.0, 200],
  ['404', 404],
  [599, 599],
  [600, 400],
  [99, 400],
  [200.5, 400],
  ['200.0', 400],
  ['', 400],
  [null, 400],
  [true, 400],
];
for (const [statusCode, status] of statuses) {
  test(`statusCode ${JSON.stringify(statusCode)} gives ${status}`, () => {
    assert.equal(toWebResponse({ statusCode, body: 'b' }).status, status);
  });
}

test('without a body the status is 204, or the one given', () => {
  assert.equal(toWebResponse({}).status, 204);
  assert.equal(toWebResponse({ statusCode: 200 }).status, 200);
  assert.deepEqual(toWebResponse({ statusCode: 204, body: 'b' }).body.length, 0);
});

test('each element of an array becomes a header; headers of the HTTP protocol are ignored', () => {
  const headers = {
    'set-cookie': ['a=1', 'b=2'],
    'X-MiXed': true,
    'x-n': 5,
    'x-none': [],
    'x-nl': 'a\r\nb',
    Date: 'x',
    server: 'mine',
    connection: 'close',
    'content-length': '3',
    'transfer-encoding': 'chunked',
  };
  assert.deepEqual(toWebResponse({ statusCode: 302, headers }).headers, [
    ['X-MiXed', 'true'],
    ['set-cookie', 'a=1'],
    ['set-cookie', 'b=2'],
    ['x-n', '5'],
  ]);
});

test('null or an object as a header value, and headers that are not an object, give 400', () => {
  for (const headers of [{ a: null }, { a: { b: 1 } }, { a: [null] }, 'x', null, ['x']]) {
    assert.equal(toWebResponse({ body: 'b', headers }).status, 400, JSON.stringify(headers));
  }
});

const extensions: [result: unknown, json: number, html: number, text: number, svg: number][] = [
  [{ body: 'b' }, 200, 200, 200, 200],
  [{ html: 'h' }, 200, 200, 404, 400],
  [{ text: 't' }, 200, 400, 200, 400],
  [{ svg: 's' }, 200, 400, 404, 200],
  [{ body: { a: 1 } }, 200, 400, 200, 400],
  [{}, 200, 400, 404, 400],
  ['bad', 400, 200, 200, 200],
  [5, 400, 400, 200, 400],
];
for (const [result, json, html, text, svg] of extensions) {
  test(`the result ${JSON.stringify(result)} under .json, .html, .text and .svg`, () => {
    const found = (['json', 'html', 'text', 'svg'] as const).map(
      (extension) => toWebResponse(result, extension).status,
    );
    assert.deepEqual(found, [json, html, text, svg]);
  });
}

test('text responses have sorted members and arrays on one line', () => {
  const { body } = toWebResponse({ text: { b: [1, { c: 2 }], a: {} } }, 'text');
  assert.equal(body.toString(), '{\n  "a": {\n\n  },\n  "b": [1, {\n    "c": 2\n  }]\n}');
});

test('a refused result carries the transaction id', () => {
  const { body } = toWebResponse('x', 'http', 'tid1');
  assert.equal((JSON.parse(body.toString()) as { code: string }).code, 'tid1');
});
