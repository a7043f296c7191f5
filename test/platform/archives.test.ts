import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type Zippable, zipSync } from 'fflate';
import { putAction, recordOf, storedRecord, usePlatform } from './helper.ts';

const platform = await usePlatform();
const good = Buffer.from('exports.main = () => ({ ok: 1 })');
const zip = (files: Zippable): Buffer => Buffer.from(zipSync(files));
const zeros = new Uint8Array(100 * 1024 * 1024);
const link = { os: 3, attrs: (0o120777 << 16) >>> 0 } as const;
const truncated = zip({ 'index.js': good, 'more.js': Buffer.from('x'.repeat(5000)) });

/** A tar archive with one entry. */
function tar(name: string, type: string, content = ''): Buffer {
  const head = Buffer.alloc(512);
  head.write(name, 0);
  head.write(content.length.toString(8).padStart(11, '0'), 124);
  head.write(type, 156);
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  body.write(content);
  return Buffer.concat([head, body, Buffer.alloc(1024)]);
}

/** A zip archive whose central directory understates the size of a file. */
function understatedZip(): Buffer {
  const bytes = zip({ 'index.js': good, 'big.txt': zeros.subarray(0, 1_000_000) });
  const at = bytes.lastIndexOf('PK\x01\x02');
  bytes.writeUInt32LE(10, at + 24);
  return bytes;
}

const archives: [what: string, bytes: Buffer, error: RegExp][] = [
  ['is cut off at its end', truncated.subarray(0, truncated.length - 30), /cut off, or no zip at all/],
  ['is cut off at its beginning', truncated.subarray(0, 100), /cut off, or no zip at all/],
  [
    'lacks bytes in the middle',
    Buffer.concat([truncated.subarray(0, 60), truncated.subarray(90)]),
    /Zip archive: /,
  ],
  [
    'unpacks to more than 512 MB',
    zip(Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`${n}`, zeros]))),
    /more than 512 MB/,
  ],
  ['understates the size of a file', understatedZip(), /big.txt/],
  [
    'names a file in the parent folder',
    zip({ 'index.js': good, '../out.js': good }),
    /outside itself: \.\.\/out\.js/,
  ],
  [
    'names a file in the parent folder of a subfolder',
    zip({ 'index.js': good, 'a/../../out.js': good }),
    /outside itself: a\/\.\.\/\.\.\/out\.js/,
  ],
  ['names an absolute path', zip({ 'index.js': good, '/tmp/diptych-out.js': good }), /outside itself: \/tmp/],
  [
    'holds a link',
    zip({ 'index.js': good, passwd: [Buffer.from('/etc/passwd'), link] }),
    /holds a link, passwd/,
  ],
  ['has no entry file', zip({ 'other.js': good }), /package\.json or index\.js/],
  ['is not an archive', Buffer.from('hello, this is text'), /file type is unsupported/],
  [
    'is a tar that is cut off',
    gzipSync(tar('index.js', '0', good.toString().repeat(50)).subarray(0, 700)),
    /cut off in the middle/,
  ],
  ['is a tar with a link', gzipSync(tar('index.js', '2')), /holds a link/],
  ['is a damaged gzip', gzipSync(tar('index.js', '0', 'x')).subarray(0, 40), /tar archive: /],
];

await putAction(platform, 'neighbour', 'function main() { return { ok: 1 } }');

for (const [what, bytes, error] of archives) {
  test(`an archive that ${what} is refused with the reason, and leaves no files`, async () => {
    const exec = { kind: 'nodejs:20', code: bytes.toString('base64'), binary: true };
    const put = await platform.api('actions/bad?overwrite=true', {
      method: 'PUT',
      body: JSON.stringify({ exec }),
    });
    assert.equal(put.status, 200);
    const record = await recordOf(platform, 'bad');
    assert.equal(record.response.status, 'action developer error');
    assert.match(String(record.response.result.error), error);
    assert.deepEqual((await storedRecord(platform, record.activationId)).response, record.response);
    assert.ok(!existsSync('/tmp/diptych-out.js'));
    assert.ok((await recordOf(platform, 'neighbour')).response.success);
  });
}

test('code of more than 48 MB gives 413 and is not stored', async () => {
  const exec = { kind: 'nodejs:20', code: 'x'.repeat(48 * 1024 * 1024 + 1) };
  const put = await platform.api('actions/huge', { method: 'PUT', body: JSON.stringify({ exec }) });
  assert.equal(put.status, 413);
  assert.match(((await put.json()) as { error: string }).error, /larger than allowed: \d+ > \d+/);
  assert.equal((await platform.api('actions/huge')).status, 404);
});

test('a tar archive runs', async () => {
  const code = gzipSync(tar('index.js', '0', good.toString())).toString('base64');
  const body = JSON.stringify({ exec: { kind: 'nodejs:20', code, binary: true } });
  await platform.api('actions/tar', { method: 'PUT', body });
  assert.deepEqual((await recordOf(platform, 'tar')).response.result, { ok: 1 });
});
