import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toActionArguments } from '#wsk/platform/web/web-request';

interface Case {
  type?: string;
  body?: string | Buffer;
  query?: string;
  method?: string;
  headers?: Record<string, string>;
}

function argumentsOf(
  { type, body = '', query = '', method = 'POST', headers = {} }: Case,
  raw: boolean,
): Record<string, unknown> {
  const all = type === undefined ? headers : { ...headers, 'content-type': type };
  return toActionArguments({ method, path: '', query, headers: all, body: Buffer.from(body) }, { raw });
}

const typeOf = (args: Record<string, unknown>): unknown =>
  (args.__ow_headers as Record<string, string>)['content-type'];

// The rows are results of a real OpenWhisk: the type of the request, the type that the action gets, whether the body is text.
const rawBodies: [sent: string | undefined, seen: string, text: boolean][] = [
  [undefined, 'application/octet-stream', false],
  ['application/json', 'application/json', false],
  ['application/json; charset=utf-8', 'application/json', false],
  ['APPLICATION/JSON', 'application/json', false],
  ['application/vnd.api+json', 'application/vnd.api+json', true],
  ['application/problem+json', 'application/problem+json', true],
  ['text/plain', 'text/plain', true],
  ['text/plain; charset=utf-8', 'text/plain; charset=UTF-8', true],
  ['text/plain; charset=iso-8859-1', 'text/plain; charset=ISO-8859-1', true],
  ['text/html', 'text/html', true],
  ['text/csv', 'text/csv', true],
  ['text/xml', 'text/xml', true],
  ['text/x-odd', 'text/x-odd', false],
  ['application/xml', 'application/xml', true],
  ['application/soap+xml', 'application/soap+xml', true],
  ['application/xhtml+xml', 'application/xhtml+xml', true],
  ['image/svg+xml', 'image/svg+xml', false],
  ['image/png', 'image/png', false],
  ['application/octet-stream', 'application/octet-stream', false],
  ['application/x-www-form-urlencoded', 'application/x-www-form-urlencoded', true],
  ['application/x-www-form-urlencoded; charset=utf-8', 'application/x-www-form-urlencoded', true],
  ['multipart/form-data; boundary=B', 'multipart/form-data; boundary=B', false],
  ['application/javascript', 'application/javascript', true],
  ['application/graphql', 'application/graphql', false],
  ['application/yaml', 'application/yaml', false],
  ['application/x-ndjson', 'application/x-ndjson', false],
  ['application/x-thing; charset=utf-8', 'application/x-thing; charset=UTF-8', true],
  ['foo', 'application/octet-stream', false],
  ['*/*', '*/*', false],
];
for (const [sent, seen, text] of rawBodies) {
  test(`a raw action gets a body of type ${sent ?? 'none'} as ${text ? 'text' : 'base64'}`, () => {
    const args = argumentsOf({ ...(sent === undefined ? {} : { type: sent }), body: 'héllo' }, true);
    assert.equal(args.__ow_body, text ? 'héllo' : Buffer.from('héllo').toString('base64'));
    assert.equal(typeOf(args), seen);
  });
}

test('a raw action always gets body and query, which may be empty', () => {
  const args = argumentsOf({ method: 'GET' }, true);
  assert.deepEqual(args, {
    __ow_method: 'get',
    __ow_headers: {},
    __ow_path: '',
    __ow_query: '',
    __ow_body: '',
  });
});

const queries: [sent: string, raw: string, members: Record<string, string>][] = [
  ['a=1&a=2', 'a=1&a=2', { a: '2' }],
  ['a', 'a', { a: '' }],
  ['a=', 'a=', { a: '' }],
  ['&', '&', { '': '' }],
  ['a=%20', 'a=+', { a: ' ' }],
  ['a=+', 'a=+', { a: ' ' }],
  ['a=%2B', 'a=%2B', { a: '+' }],
  ['a=%E9', 'a=%EF%BF%BD', { a: '\ufffd' }],
  ['a%20b=1', 'a+b=1', { 'a b': '1' }],
  ['a=b=c', 'a=b%3Dc', { a: 'b=c' }],
  ['a=1;b=2', 'a=1%3Bb%3D2', { a: '1;b=2' }],
  ["a='/x?y:z@", "a='/x?y:z@", { a: "'/x?y:z@" }],
  ['a=%7B%22x%22:1%7D', 'a=%7B%22x%22:1%7D', { a: '{"x":1}' }],
];
for (const [sent, raw, members] of queries) {
  test(`the query ${sent} is ${raw} for a raw action and members for a normal one`, () => {
    assert.equal(argumentsOf({ query: sent }, true).__ow_query, raw);
    const { __ow_method: _, __ow_headers: __, __ow_path: ___, ...rest } = argumentsOf({ query: sent }, false);
    assert.deepEqual(rest, members);
  });
}

const bodies: [type: string, body: string, members: Record<string, unknown>][] = [
  ['application/json', '{"b":"body"}', { a: 'query', b: 'body' }],
  ['application/vnd.api+json', '{"b":"body"}', { a: 'query', b: 'body' }],
  ['application/json', '[1]', { a: 'query', b: 'query', __ow_body: [1] }],
  ['application/json', 'null', { a: 'query', b: 'query', __ow_body: null }],
  ['application/json', '', { a: 'query', b: 'query' }],
  ['application/x-www-form-urlencoded', 'b=body&c=%C3%A9+x', { a: 'query', b: 'body', c: 'é x' }],
  ['text/plain', 't', { a: 'query', b: 'query', __ow_body: 't' }],
  ['text/plain', '', { a: 'query', b: 'query', __ow_body: '' }],
  ['image/png', 't', { a: 'query', b: 'query', __ow_body: 'dA==' }],
];
for (const [type, body, members] of bodies) {
  test(`a normal action gets the ${type} body ${body || '(empty)'} merged over the query`, () => {
    const args = argumentsOf({ type, body, query: 'a=query&b=query' }, false);
    const { __ow_method: _, __ow_headers: __, __ow_path: ___, ...rest } = args;
    assert.deepEqual(rest, members);
  });
}

test('a body that cannot be parsed is refused for a normal action', () => {
  assert.throws(() => argumentsOf({ type: 'application/json', body: '{bad' }, false), { status: 400 });
  assert.throws(() => argumentsOf({ type: 'application/x-www-form-urlencoded', body: 'é=1' }, false), {
    status: 400,
  });
});

test('an action gets the last value of a header, spaces in lists, and values decoded as UTF-8', () => {
  const headers = {
    'accept-language': 'de-DE,de;q=0.9',
    'x-u': Buffer.from('é').toString('latin1'),
    'content-length': '0',
  };
  const args = argumentsOf({ headers: { ...headers, cookie: 'a=1; b=2' } }, true);
  assert.deepEqual(args.__ow_headers, {
    'accept-language': 'de-DE, de;q=0.9',
    'x-u': 'é',
    cookie: 'a=1; b=2',
  });
});
