// Modules of the program inside an instance.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { zipSync } from 'fflate';
import { type Frame, frame, frameReader } from '#wsk/protocol/frames';
import { exportCodeCache, loadWithCodeCache } from '#wsk/runtime/code-cache';
import { eventually, putAction, recordOf, usePlatform } from './helper.ts';

const folder = mkdtempSync(join(tmpdir(), 'runtime-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('frames are complete, however the bytes are split', () => {
  const sent = [
    frame(1, '{"a":1}', 'héllo'),
    frame(2, '{}', Buffer.alloc(0)),
    frame(4_294_967_295, '', Buffer.from([0, 255])),
  ];
  for (const size of [1, 2, 5, 11, 13, 1000]) {
    const bytes = Buffer.concat(sent);
    const got: Frame[] = [];
    const read = frameReader((one) => got.push({ ...one, body: Buffer.from(one.body) }));
    for (let at = 0; at < bytes.length; at += size) read(bytes.subarray(at, at + size));
    assert.deepEqual(
      got.map(({ id, head, body }) => [id, head, body.toString('latin1')]),
      [
        [1, '{"a":1}', Buffer.from('héllo').toString('latin1')],
        [2, '{}', ''],
        [4_294_967_295, '', '\0\xff'],
      ],
    );
  }
});

interface Loaded {
  file: string;
  name: string;
  own: boolean;
  other: number;
  lazy(): Promise<{ value: number }>;
}

const source = `const { basename } = require('node:path');
exports.file = __filename;
exports.name = basename(__dirname);
exports.own = require.cache[__filename] === module && module.exports === exports && this === exports;
exports.other = require('./other.js');
exports.lazy = () => import('./lazy.mjs');
`;

test('code is loaded as by require, the second time from its code cache', async () => {
  const cache = join(folder, 'cache');
  for (const name of ['first', 'second']) {
    mkdirSync(join(folder, name));
    const path = join(folder, name, 'index.js');
    writeFileSync(path, source);
    writeFileSync(join(folder, name, 'other.js'), 'module.exports = 7');
    writeFileSync(join(folder, name, 'lazy.mjs'), 'export const value = 8');
    const { file, name: own, own: cached, other, lazy } = loadWithCodeCache(path, cache) as Loaded;
    assert.deepEqual([file, own, cached, other, (await lazy()).value], [path, name, true, 7, 8]);
    const made = exportCodeCache();
    if (name === 'second') assert.equal(made, undefined, 'the code came from the cache');
    else writeFileSync(cache, made?.data ?? '');
  }
});

test('a damaged code cache is ignored', () => {
  const path = join(folder, 'first', 'changed.js');
  writeFileSync(path, `${source}// changed`);
  writeFileSync(join(folder, 'damaged'), 'nonsense');
  assert.equal((loadWithCodeCache(path, join(folder, 'damaged')) as Loaded).other, 7);
  assert.ok(exportCodeCache());
});

test('an instance with a code cache gives the same result as one without', async () => {
  const platform = await usePlatform({ memoryMb: 1024 });
  const files = {
    'package.json': '{"type":"commonjs","main":"index.js"}',
    'index.js': 'let n = 0; exports.main = () => ({ n: ++n, dir: require("path").basename(__dirname) })',
  };
  const zip = Object.entries(files).map(([name, text]) => [name, Buffer.from(text)] as const);
  const code = Buffer.from(zipSync(Object.fromEntries(zip))).toString('base64');
  const exec = { kind: 'nodejs:20', code, binary: true };
  for (let i = 0; i < 3; i += 1) {
    const put = { method: 'PUT', body: JSON.stringify({ exec }) };
    assert.equal((await platform.api('actions/zipped?overwrite=true', put)).status, 200);
    assert.deepEqual((await recordOf(platform, 'zipped')).response.result, { n: 1, dir: 'action' });
    // The first instance sends its code cache after some runs.
    if (i === 0) await eventually(async () => (await recordOf(platform, 'zipped')).response.result.n === 20);
  }
});

test('a thousand concurrent blocking invocations all return', async () => {
  const platform = await usePlatform({ memoryMb: 1024, maxConcurrency: 50 });
  await putAction(platform, 'echo', 'const main = async (args) => args', { limits: { concurrency: 50 } });
  const answers = await Promise.all(
    Array.from({ length: 1000 }, async (_, n) => (await recordOf(platform, 'echo', { n })).response.result.n),
  );
  assert.deepEqual(
    answers,
    Array.from({ length: 1000 }, (_, n) => n),
  );
});
