import assert from 'node:assert/strict';
import type { OutgoingHttpHeaders } from 'node:http';
import { describe, it } from 'node:test';
import * as zlib from 'node:zlib';
import { unzstd } from '#shared/glue/content-coding';
import { injectRequest } from '#shared/glue/inject-request';
import { type Answered, throughController } from './harness.ts';

const page = '<p>Zoë, 日本</p>';
const bytes = Buffer.from(page);

function answer(
  headers: Record<string, string | string[]>,
  body: Buffer,
  { status = 200, accept = '' } = {},
): Promise<Answered> {
  const ask = throughController(
    injectRequest(
      (_request, response) => void response.writeHead(status, headers as OutgoingHttpHeaders).end(body),
    ),
  );
  return ask({ url: '/', headers: accept === '' ? {} : { 'accept-encoding': accept } });
}

describe('text with a content-encoding arrives as text', () => {
  const encoded: [header: string | string[], body: Buffer][] = [
    ['gzip', zlib.gzipSync(bytes)],
    ['GZip', zlib.gzipSync(bytes)],
    ['x-gzip', zlib.gzipSync(bytes)],
    ['deflate', zlib.deflateSync(bytes)],
    ['deflate', zlib.deflateRawSync(bytes)],
    ['br', zlib.brotliCompressSync(bytes)],
    ['BR', zlib.brotliCompressSync(bytes)],
    ['zstd', zlib.zstdCompressSync(bytes)],
    ['identity', bytes],
    ['', bytes],
    [' , identity,', bytes],
    ['gzip, br', zlib.brotliCompressSync(zlib.gzipSync(bytes))],
    [['deflate', 'gzip'], zlib.gzipSync(zlib.deflateSync(bytes))],
  ];
  for (const [header, body] of encoded) {
    it(`${JSON.stringify(header)} of ${body.length} bytes`, async () => {
      const headers = { 'content-type': 'text/html', 'content-encoding': header, etag: '"1"' };
      const given = await answer(headers, body, { accept: 'gzip, br, zstd' });
      assert.equal(given.body.toString(), page);
      assert.equal(given.headers['content-type']?.[0], 'text/html');
      const isAsSent = body === bytes;
      assert.deepEqual(given.headers.etag, [isAsSent ? '"1"' : 'W/"1"']);
      if (!isAsSent) assert.equal(given.headers['content-encoding'], undefined);
    });
  }

  for (const [header, body] of [
    ['compress', Buffer.from('1f9d90', 'hex')],
    ['constructor', bytes],
    ['gzip', Buffer.from('no gzip')],
    ['gzip', zlib.gzipSync(Buffer.alloc(100 * 1024 * 1024))],
  ] as const) {
    it(`${header} that nothing here decodes keeps its bytes and its encoding`, async () => {
      const given = await answer({ 'content-type': 'text/html', 'content-encoding': header }, body);
      assert.deepEqual(given.body, body);
      assert.deepEqual(given.headers['content-encoding'], [header]);
      assert.equal(given.headers['content-type']?.[0], 'application/octet-stream');
    });
  }

  it('zstd is decoded in the same way where Node cannot, within the limit', () => {
    const limits = { maxOutputLength: 1024 * 1024 };
    assert.equal(unzstd(zlib.zstdCompressSync(bytes), limits).toString(), page);
    const bomb = zlib.zstdCompressSync(Buffer.alloc(100 * 1024 * 1024));
    assert.throws(() => unzstd(bomb, limits), /more than 1048576 bytes/);
    assert.throws(() => unzstd(Buffer.from('no zstd'), limits));
  });

  it('stays encoded for types that are bytes', async () => {
    const body = zlib.gzipSync(bytes);
    const given = await answer(
      { 'content-type': 'image/svg', 'content-encoding': 'gzip', etag: '"1"' },
      body,
    );
    assert.deepEqual([given.body, given.headers.etag], [body, ['"1"']]);
  });
});

describe('text in any charset arrives as the text that it is', () => {
  const latin = Buffer.from('Zoë', 'latin1');
  const utf16 = Buffer.from('\ufeffZoë', 'utf16le');
  const page = (start: string): Buffer => Buffer.concat([Buffer.from(start), Buffer.from('93fa967b', 'hex')]);
  const cases: [type: string, body: Buffer, text: string][] = [
    ['text/html; charset=utf-8', Buffer.from('Zoë'), 'Zoë'],
    ['text/html', latin, 'Zoë'],
    ['text/html; charset=iso-8859-1', latin, 'Zoë'],
    ['text/html; charset="Windows-1252"', Buffer.from([0x80]), '€'],
    ['text/csv; header=present; charset=iso-8859-15', Buffer.from([0xa4]), '€'],
    ['text/plain; charset=utf-16', utf16, '\ufeffZoë'],
    ['text/plain', utf16, '\ufeffZoë'],
    ['text/plain; charset=shift_jis', Buffer.from('93fa967b', 'hex'), '日本'],
    ['text/plain; charset=no-such', latin, 'Zoë'],
    ['text/plain; charset=no-such', Buffer.from('Zoë'), 'Zoë'],
    ['text/html; charset=utf-8', latin, 'Zo\ufffd'],
    ['text/html; charset=iso-8859-1', Buffer.from('\ufeffZoë'), '\ufeffZoë'],
    ['text/html', page('<meta charset="shift_jis">'), '<meta charset="shift_jis">日本'],
    [
      'text/html',
      page('<meta http-equiv="x" content="text/html; charset=shift_jis">'),
      '<meta http-equiv="x" content="text/html; charset=shift_jis">日本',
    ],
    ['text/css', page('@charset "shift_jis";'), '@charset "shift_jis";日本'],
    [
      'application/xml',
      page('<?xml version="1.0" encoding="shift_jis"?>'),
      '<?xml version="1.0" encoding="shift_jis"?>日本',
    ],
  ];
  for (const [type, body, text] of cases) {
    it(`${type}: ${body.toString('hex')}`, async () => {
      const given = await answer({ 'content-type': type }, body);
      assert.equal(given.body.toString(), text);
      assert.equal(given.headers['content-type']?.[0], type.split(';')[0]);
    });
  }

  for (const type of [
    'application/pdf; charset=utf-8',
    'image/png; charset=binary',
    'application/zip;charset="UTF-8"',
  ]) {
    it(`${type} keeps its bytes`, async () => {
      const binary = Buffer.from('255044462d312e340a25e2e3cfd3ff00fe', 'hex');
      const given = await answer({ 'content-type': type }, binary);
      assert.deepEqual([given.body, given.headers['content-type']?.[0]], [binary, type.split(';')[0]]);
    });
  }

  it('validators of bytes that were changed do not stay', async () => {
    const headers = { 'content-type': 'text/plain', etag: ['"1"'], 'repr-digest': 'x', digest: 'x' };
    const { headers: given } = await answer(headers, latin);
    assert.deepEqual([given.etag, given['repr-digest'], given.digest], [['W/"1"'], undefined, undefined]);
  });

  it('a part of a text keeps its bytes, because the client joins them', async () => {
    const part = Buffer.from('Zoë').subarray(0, 3);
    const headers = { 'content-type': 'text/plain', 'content-range': 'bytes 0-2/4' };
    const given = await answer(headers, part, { status: 206 });
    assert.deepEqual([given.status, given.body], [206, part]);
  });
});

describe('a response that is too large', () => {
  const large = Buffer.alloc(2 * 1024 * 1024, 'x');

  for (const accept of ['gzip', 'br;q=1, gzip;q=0.2', '*', 'X-GZIP', 'identity, *;q=0.1']) {
    it(`is compressed for Accept-Encoding ${accept}`, async () => {
      const headers = { 'content-type': 'image/png', etag: '"v1"', vary: 'Origin', 'content-md5': 'x' };
      const given = await answer(headers, large, { accept });
      assert.equal(given.status, 200);
      assert.deepEqual(zlib.gunzipSync(given.body), large);
      assert.deepEqual(given.headers.etag, ['W/"v1"']);
      assert.deepEqual(given.headers.vary, ['Origin, Accept-Encoding']);
      assert.equal(given.headers['content-md5'], undefined);
    });
  }

  for (const accept of ['', 'gzip;q=0', 'br', 'gzip;q=0.0, *;q=0', 'identity']) {
    it(`is refused for Accept-Encoding '${accept}'`, async () => {
      const given = await answer({ 'content-type': 'image/png' }, large, { accept });
      assert.equal(given.status, 413);
      assert.match(given.body.toString(), /more than an action can return/);
    });
  }

  it('is refused when it is a range, whose bytes the client counts', async () => {
    const headers = { 'content-type': 'image/png', 'content-range': 'bytes 0-2097151/9000000' };
    assert.equal((await answer(headers, large, { status: 206, accept: 'gzip' })).status, 413);
  });
});
