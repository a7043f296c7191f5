// What only files in a folder can show, and the addresses of both drivers.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Files } from '#shared/state/files/files';
import { folderFiles } from '#shared/state/files/folder';
import { openFiles } from '#shared/state/files/open-files';
import { s3Address } from '#shared/state/files/s3-address';
import { eventually } from '#test/harness/eventually';

const namesIn = async (files: Files, prefix = ''): Promise<string[]> => {
  const names: string[] = [];
  for await (const { name } of files.list(prefix)) names.push(name);
  return names;
};

describe('files in a folder', () => {
  let folder: string;
  let files: Files;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'diptych-files-'));
    files = folderFiles(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are none in a folder that is not there, and a write makes it', async () => {
    const later = folderFiles(join(folder, 'not', 'there'));
    assert.deepEqual(await namesIn(later), []);
    await assert.rejects(later.read('a'), { kind: 'not-found' });
    await later.write('a', 'x');
    assert.deepEqual(await namesIn(later), ['a']);
  });

  it('cannot be both a file and a folder', async () => {
    await files.write('a', 'file');
    await files.write('b/c', 'below');
    for (const name of ['a/b', 'a/b/c', 'b'])
      for (const ifAbsent of [false, true])
        await assert.rejects(files.write(name, 'x', { ifAbsent }), { kind: 'conflict' });
    await assert.rejects(files.read('a/b'), { kind: 'not-found' });
    await assert.rejects(files.read('b'), { kind: 'not-found' });
    await files.remove('a/b');
    await files.remove('b');
    assert.deepEqual(await namesIn(files), ['a', 'b/c']);
  });

  it('leave no folders behind, so that a name is free again', async () => {
    await files.write('a/b/c', 'x');
    await files.remove('a/b/c');
    assert.deepEqual(readdirSync(folder), []);
    const { hash } = await files.write('a/b', 'y');
    await files.compareAndRemove('a/b', hash);
    await files.write('a', 'z');
    assert.deepEqual(await namesIn(files), ['a']);
  });

  it('can be written where others remove the last file of a folder again and again', async () => {
    const worker = async (name: string): Promise<void> => {
      for (let round = 0; round < 50; round += 1) {
        await files.write(`shared/folder/${name}`, name);
        await files.remove(`shared/folder/${name}`);
      }
    };
    await Promise.all(['one', 'two', 'three'].map(worker));
    assert.deepEqual(readdirSync(folder), []);
  });

  it('have names as long as a file system allows, in the order of their bytes', async () => {
    const names = ['x'.repeat(255), 'ｚ', '𝒳'];
    for (const name of names) await files.write(name, name);
    assert.deepEqual(await namesIn(files), names);
  });

  it('do not list what a killed writer has left, and keep what was there before', async () => {
    await files.write('kept', 'old');
    const script = `import { folderFiles } from '#shared/state/files/folder';
      async function* endless() { for (;;) { yield Buffer.alloc(1000); await new Promise((resolve) => setTimeout(resolve, 1)); } }
      await folderFiles(process.argv[1]).write('kept', endless());`;
    const writer = spawn(process.execPath, ['--input-type=module', '--eval', script, folder], {
      stdio: 'ignore',
    });
    await eventually(() => assert.equal(readdirSync(folder).length, 2));
    writer.kill('SIGKILL');
    await new Promise((resolve) => writer.once('exit', resolve));
    assert.equal(readdirSync(folder).length, 2);
    assert.deepEqual(await namesIn(files), ['kept']);
    assert.equal(await text(await files.read('kept')), 'old');
  });

  it('are not behind links, which may lead out of the folder', async () => {
    const other = mkdtempSync(join(tmpdir(), 'diptych-files-'));
    mkdirSync(join(other, 'sub'));
    for (const name of ['file', 'sub/file']) writeFileSync(join(other, name), 'outside');
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(other, 'file'), join(folder, 'link'));
    symlinkSync(other, join(folder, 'linked'));
    symlinkSync(other, join(folder, 'real', 'linked'));
    symlinkSync('loop', join(folder, 'loop'));
    symlinkSync(join(folder, 'nothing'), join(folder, 'broken'));
    const { hash } = await folderFiles(other).stat('file');
    const behind = ['linked/file', 'linked/sub/file', 'linked/new/file', 'real/linked/file', 'loop/file'];
    for (const name of ['link', 'loop', 'broken', ...behind]) {
      await assert.rejects(files.read(name), { kind: 'not-found' }, name);
      await assert.rejects(files.stat(name), { kind: 'not-found' }, name);
      await assert.rejects(files.localCopy(name), { kind: 'not-found' }, name);
      assert.equal(await files.compareAndRemove(name, hash), false, name);
    }
    for (const name of behind) {
      for (const ifAbsent of [false, true])
        await assert.rejects(files.write(name, 'x', { ifAbsent }), { kind: 'conflict' }, name);
      await files.remove(name);
    }
    for (const prefix of ['', 'l', 'linked/', 'linked/s', 'real/linked/', 'loop/'])
      assert.deepEqual(await namesIn(files, prefix), [], prefix);
    for (const name of ['file', 'sub/file']) assert.equal(readFileSync(join(other, name), 'utf8'), 'outside');
    assert.ok(!existsSync(join(other, 'new')));
    // A write replaces the link, and not the file to which it leads.
    await files.write('link', 'inside');
    assert.equal(await text(await files.read('link')), 'inside');
    assert.equal(readFileSync(join(other, 'file'), 'utf8'), 'outside');
    rmSync(other, { recursive: true });
  });

  it('may be in a folder that is reached by a link', async () => {
    symlinkSync(folder, `${folder}-link`);
    const linked = folderFiles(`${folder}-link`);
    await linked.write('a/b', 'x');
    assert.deepEqual(await namesIn(linked), ['a/b']);
    assert.equal(await text(await linked.read('a/b')), 'x');
    rmSync(`${folder}-link`);
  });
});

describe('an address of files', () => {
  it('names a folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'a folder, '));
    const files = openFiles(pathToFileURL(folder).href);
    await files.write('a', 'x');
    assert.deepEqual(readdirSync(folder), ['a']);
    rmSync(folder, { recursive: true });
  });

  it('names a bucket, a folder in it, an endpoint and a region', () => {
    assert.deepEqual(s3Address('s3://my-bucket'), { bucket: 'my-bucket', prefix: '' });
    assert.deepEqual(
      s3Address('s3://my.bucket/a%20b/c/?region=eu-central-1&endpoint=http://127.0.0.1:9000'),
      {
        bucket: 'my.bucket',
        prefix: 'a b/c/',
        endpoint: 'http://127.0.0.1:9000',
        region: 'eu-central-1',
      },
    );
  });

  const wrong: [url: string, problem: RegExp][] = [
    ['', /is no address of files: write file:\/\/\/folder .*or s3:\/\/bucket\/folder$/],
    ['/var/lib/files', /\/var\/lib\/files is no address of files/],
    ['bank_imports', /bank_imports is no address/],
    ['https://user:secret@example.org/', /^https:\/\/\.\.\.@example\.org\/ is no address/],
    ['file://other-machine/folder', /is no address of files: write file:\/\/\/folder with the absolute path/],
    ['file:relative', /file:relative is no address of files/],
    ['file:./relative/folder', /is no address of files/],
    ['file:../relative', /is no address of files/],
    ['file:', /is no address of files/],
    ['file://', /is no address of files/],
    ['file://user:secret@/folder', /^file:\/\/\.\.\.@\/folder is no address/],
    ['file:///a%2Fb', /is no address of files/],
    ['file:///a%zz', /is no address of files/],
    ['file:///a%ff', /is no address of files/],
    ['file:///a%00b', /is no address of files/],
    ['file:///a?b', /is no address of files/],
    ['file:///a#b', /is no address of files/],
    ['s3://', /is no bucket/],
    ['s3://[', /cannot be read/],
    ['s3://bucket/%zz', /cannot be read/],
    ['s3://bucket/%ff', /cannot be read/],
    [
      's3://bucket?endpoint=http://key:secret@host',
      /^the endpoint http:\/\/\.\.\.@host is no address such as/,
    ],
    ['s3:///folder', /an empty name is no bucket/],
    ['s3://Bucket_', /is no bucket/],
    ['s3://bucket:80/', /is no bucket/],
    ['s3://key:secret@bucket/', /^an s3: address has no credentials: set AWS_ACCESS_KEY_ID/],
    ['s3://bucket/a/../../b//c', /has an empty part/],
    ['s3://bucket?endpoint=127.0.0.1:9000', /the endpoint 127\.0\.0\.1:9000 is no address such as/],
    ['s3://bucket?secretAccessKey=x', /may say endpoint and region, and not secretAccessKey/],
  ];
  for (const [url, message] of wrong)
    it(`is refused when it is ${JSON.stringify(url)}`, () =>
      assert.throws(() => openFiles(url), { message, kind: 'invalid' }));

  it('of a store that does not answer makes every use unavailable', async () => {
    const files = openFiles('s3://bucket?endpoint=http://127.0.0.1:9');
    process.env.AWS_ACCESS_KEY_ID ??= 'test';
    process.env.AWS_SECRET_ACCESS_KEY ??= 'test';
    await assert.rejects(files.read('a'), { message: /^S3 does not work: .* for a$/, kind: 'unavailable' });
    await assert.rejects(files.write('a', 'x'), { kind: 'unavailable' });
    await files.close();
  });
});
