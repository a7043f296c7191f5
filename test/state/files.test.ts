import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { it } from 'node:test';
import { isKind } from '#shared/errors';
import type { FileEntry, Files } from '#shared/state/files/files';
import { describeFiles, namesIn, readText } from '#test/harness/files';

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
/** Gives `bytes` bytes and then breaks, as an upload does whose client goes away. */
async function* broken(bytes: number): AsyncGenerator<Uint8Array> {
  yield Buffer.alloc(bytes, 'x');
  throw new Error('the client has gone');
}

describeFiles('files', (use) => {
  it('gives back what was written: texts, bytes and streams, also empty ones', async () => {
    const { files } = use();
    const bytes = randomBytes(100_000);
    const contents: [name: string, content: Parameters<Files['write']>[1], expected: Uint8Array][] = [
      ['text', 'žluťoučký', Buffer.from('žluťoučký')],
      ['bytes', bytes, bytes],
      ['stream', Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]), bytes],
      ['text-stream', Readable.from(['ž', 'x']), Buffer.from('žx')],
      ['empty', '', Buffer.of()],
      ['empty-stream', Readable.from([]), Buffer.of()],
    ];
    for (const [name, content, expected] of contents) {
      const before = Date.now();
      const digest = await files.write(`written/${name}`, content);
      assert.deepEqual(digest, { size: expected.length, hash: sha256(expected) }, name);
      assert.deepEqual(await buffer(await files.read(`written/${name}`)), Buffer.from(expected), name);
      const { modified, ...rest } = await files.stat(`written/${name}`);
      assert.deepEqual(rest, { name: `written/${name}`, ...digest });
      assert.ok(Math.abs(modified.getTime() - before) < 60_000, `${modified.toISOString()} is not now`);
    }
  });

  it('stores a stream of many megabytes', async () => {
    const { files } = use();
    const chunk = randomBytes(1_000_000);
    const hash = createHash('sha256');
    async function* large(): AsyncGenerator<Uint8Array> {
      for (let count = 0; count < 12; count += 1) {
        hash.update(chunk);
        yield chunk;
      }
    }
    const digest = await files.write('large.bin', large());
    assert.deepEqual(digest, { size: 12_000_000, hash: hash.digest('hex') });
    const read = createHash('sha256');
    for await (const part of await files.read('large.bin')) read.update(part);
    assert.equal(read.digest('hex'), digest.hash);
  });

  it('says by its name that a file is not there', async () => {
    const { files } = use();
    await files.write('folder/there', 'x');
    for (const name of ['nothing', 'folder/nothing', 'no/folder/nothing', 'folder']) {
      const isMissing = (error: Error) => isKind(error, 'not-found') && error.message.includes(name);
      await assert.rejects(files.read(name), isMissing);
      await assert.rejects(files.read(name, { first: 0 }), isMissing);
      await assert.rejects(files.stat(name), isMissing);
      await assert.rejects(files.localCopy(name), isMissing);
      assert.equal(await files.compareAndRemove(name, sha256('x')), false);
      await files.remove(name);
    }
    assert.equal(await readText(files, 'folder/there'), 'x');
  });

  const parts: [first: number, last: number | undefined, expected: string][] = [
    [0, 0, '0'],
    [0, 8, '012345678'],
    [4, 7, '4567'],
    [9, 9, '9'],
    [9, undefined, '9'],
    [0, undefined, '0123456789'],
    [0, 9, '0123456789'],
    [7, 10, '789'],
    [7, 1_000_000, '789'],
  ];
  for (const [first, last, expected] of parts)
    it(`reads bytes ${first} to ${last ?? 'the end'} of ten`, async () => {
      const { files } = use();
      await files.write('ten', '0123456789');
      const range = last === undefined ? { first } : { first, last };
      assert.equal(await text(await files.read('ten', range)), expected);
    });

  it('refuses parts that are not in the file, or in no file', async () => {
    const { files } = use();
    await files.write('ten', '0123456789');
    await files.write('none', '');
    for (const range of [{ first: 10 }, { first: 10, last: 12 }, { first: 1e9 }])
      await assert.rejects(files.read('ten', range), /ten has fewer bytes/);
    await assert.rejects(files.read('none', { first: 0 }), /none has fewer bytes/);
    for (const range of [
      { first: -1 },
      { first: 0.5 },
      { first: 3, last: 2 },
      { first: Number.NaN },
      { first: 1e30 },
    ])
      await assert.rejects(files.read('ten', range), /are no part of a file/);
  });

  it('shows a reader the old content or the new one, whole, while a file is replaced again and again', async () => {
    const { files } = use();
    const versions = ['a', 'b', 'c'].map((letter) => letter.repeat(200_000));
    const seen = new Set<string>();
    await files.write('replaced', versions[0] ?? '');
    let isDone = false;
    const reading = Array.from({ length: 4 }, async () => {
      while (!isDone) seen.add(await readText(files, 'replaced'));
    });
    for (let round = 0; round < 20; round += 1)
      await files.write('replaced', Readable.from([versions[round % 3]]));
    isDone = true;
    await Promise.all(reading);
    assert.deepEqual(
      [...seen].filter((content) => !versions.includes(content)).map(({ length }) => length),
      [],
    );
  });

  it('keeps the old content when a write breaks, and makes no file that was not there', async () => {
    const { files } = use();
    await files.write('kept', 'old');
    for (const bytes of [0, 10, 3_000_000]) {
      await assert.rejects(files.write('kept', broken(bytes)), /the client has gone/);
      await assert.rejects(files.write('new', broken(bytes)), /the client has gone/);
    }
    const gone = new Readable({ read() {} });
    const writing = files.write('kept', gone);
    gone.destroy(new Error('aborted'));
    await assert.rejects(writing, /aborted/);
    assert.equal(await readText(files, 'kept'), 'old');
    assert.deepEqual(await namesIn(files), ['kept']);
  });

  it('lets one of many writers make a file that is not there', async () => {
    const { files } = use();
    const writers = Array.from({ length: 20 }, (_, index) => `writer ${index}`);
    const results = await Promise.allSettled(
      writers.map((content) => files.write('once', content, { ifAbsent: true })),
    );
    const winner = results.findIndex(({ status }) => status === 'fulfilled');
    assert.equal(await readText(files, 'once'), writers[winner]);
    for (const [index, result] of results.entries())
      assert.ok(
        index === winner || (result.status === 'rejected' && isKind(result.reason, 'conflict')),
        `writer ${index}`,
      );
    await assert.rejects(files.write('once', broken(1), { ifAbsent: true }));
    await files.remove('once');
    await files.write('once', 'again', { ifAbsent: true });
    assert.equal(await readText(files, 'once'), 'again');
  });

  it('removes a file only if it has the content that is meant', async () => {
    const { files } = use();
    const old = await files.write('folder/removed', 'old');
    const next = await files.write('folder/removed', 'new');
    assert.equal(await files.compareAndRemove('folder/removed', old.hash), false);
    assert.equal(await readText(files, 'folder/removed'), 'new');
    assert.equal(await files.compareAndRemove('folder/removed', next.hash), true);
    assert.deepEqual(await namesIn(files), []);
  });

  it('lists names by what they begin with, in the order of their bytes', async () => {
    const { files } = use();
    const names = ['a-b', 'a/1/x', 'a/1/y', 'a/12', 'a0', 'ab/c', 'b/é', 'b/日'];
    for (const name of [...names].reverse()) await files.write(name, name);
    const entries: FileEntry[] = [];
    for await (const entry of files.list()) entries.push(entry);
    assert.deepEqual(
      entries.map(({ name, size }) => [name, size]),
      [...names]
        .sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
        .map((name) => [name, Buffer.byteLength(name)]),
    );
    for (const { modified } of entries) assert.ok(Math.abs(modified.getTime() - Date.now()) < 60_000);
    assert.deepEqual(await namesIn(files, 'a/'), ['a/1/x', 'a/1/y', 'a/12']);
    assert.deepEqual(await namesIn(files, 'a/1'), ['a/1/x', 'a/1/y', 'a/12']);
    assert.deepEqual(await namesIn(files, 'a'), ['a-b', 'a/1/x', 'a/1/y', 'a/12', 'a0', 'ab/c']);
    for (const prefix of ['c', 'a/1/x/', 'a/1/xx', 'a/2/'])
      assert.deepEqual(await namesIn(files, prefix), []);
  });

  it('lists more files than one answer of a store holds', async () => {
    const { files } = use();
    const names = Array.from({ length: 1100 }, (_, index) => `many/${String(index).padStart(4, '0')}`);
    const left = [...names];
    const write = async (): Promise<void> => {
      for (let name = left.pop(); name !== undefined; name = left.pop()) await files.write(name, '');
    };
    await Promise.all(Array.from({ length: 16 }, write));
    assert.deepEqual(await namesIn(files, 'many/'), names);
  });

  it('makes a copy for programs that is theirs until they release it', async () => {
    const { files } = use();
    await files.write('figures/plot.eps', 'first');
    const copy = await files.localCopy('figures/plot.eps');
    assert.equal(extname(copy.path), '.eps');
    await files.write('figures/plot.eps', 'second');
    assert.equal(readFileSync(copy.path, 'utf8'), 'first');
    writeFileSync(copy.path, 'changed by the program');
    assert.equal(await readText(files, 'figures/plot.eps'), 'second');
    await copy.release();
    assert.equal(existsSync(copy.path), false);
    await copy.release();
  });

  it('knows the hash of a file that another program has put there', async () => {
    const { files, putFromOutside } = use();
    await putFromOutside('from-outside', 'by hand');
    assert.equal((await files.stat('from-outside')).hash, sha256('by hand'));
    assert.equal(await files.compareAndRemove('from-outside', sha256('other')), false);
    assert.equal(await files.compareAndRemove('from-outside', sha256('by hand')), true);
    assert.deepEqual(await namesIn(files), []);
  });

  it('reads on after readers that went away', async () => {
    const { files } = use();
    await files.write('long', Buffer.alloc(2_000_000, 'x'));
    for (let reader = 0; reader < 80; reader += 1) {
      const stream = await files.read('long');
      for await (const _chunk of stream) break;
    }
    assert.equal((await buffer(await files.read('long'))).length, 2_000_000);
  });
});
