import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { withUnpacked } from '#apps/overleaf/web/files/zip-reader';
import { zipOf } from '#apps/overleaf/web/files/zip-writer';
import { type CraftedEntry, craftZip } from '#test/overleaf/craft-zip';

const MiB = 1024 * 1024;

describe('a zip file that becomes a project', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zip-test-'));
  });
  after(() => rm(folder, { recursive: true }));

  /** The texts of what is unpacked, by path. */
  async function unpacked(zip: Buffer): Promise<Record<string, string>> {
    const path = join(folder, 'a.zip');
    await writeFile(path, zip);
    return withUnpacked(path, async (files) => {
      const texts = await Promise.all(
        files.map(async ({ inProject, path: local }) => [inProject, await readFile(local, 'utf8')] as const),
      );
      return Object.fromEntries(texts);
    });
  }
  const files = (...names: string[]): CraftedEntry[] => names.map((name) => ({ name, content: name }));
  const refuses = (zip: Buffer, message: RegExp, kind = 'invalid') =>
    assert.rejects(unpacked(zip), { kind, message });

  it('keeps its folders, and loses one that all files are in', async () => {
    assert.deepEqual(await unpacked(craftZip(files('main.tex', 'a/b.tex'))), {
      'main.tex': 'main.tex',
      'a/b.tex': 'a/b.tex',
    });
    assert.deepEqual(Object.keys(await unpacked(craftZip(files('top/', 'top/main.tex', 'top/a/b.tex')))), [
      'main.tex',
      'a/b.tex',
    ]);
    assert.deepEqual(Object.keys(await unpacked(craftZip(files('top/a/b.tex', 'top/a/c.tex')))), [
      'a/b.tex',
      'a/c.tex',
    ]);
  });

  it('leaves out what is hidden, what tools keep, and what TeX makes', async () => {
    const left = [
      '.git/config',
      '__MACOSX/main.tex',
      '.DS_Store',
      'main.aux',
      'a/main.LOG',
      'x.synctex.gz',
      '.gitignore',
    ];
    const kept = ['main.tex', '.latexmkrc', 'a/log.tex', 'log'];
    assert.deepEqual(Object.keys(await unpacked(craftZip(files(...left, ...kept)))), kept);
    await refuses(craftZip(files(...left)), /no files/);
  });

  it('may have backslashes between its folders', async () => {
    assert.deepEqual(Object.keys(await unpacked(craftZip(files('a\\b.tex', 'main.tex')))), [
      'a/b.tex',
      'main.tex',
    ]);
  });

  it('cannot leave its folder', async () => {
    for (const name of [
      '../evil.tex',
      'a/../../evil.tex',
      '/etc/passwd',
      'C:/evil.tex',
      '..\\evil.tex',
      '\\evil.tex',
      'a//b.tex',
    ])
      await refuses(craftZip(files('main.tex', name)), /^Invalid zip file/);
  });

  it('has no links and no devices', async () => {
    for (const mode of [0o120777, 0o020666, 0o060666, 0o010644, 0o140755])
      await refuses(
        craftZip([...files('main.tex'), { name: 'link', content: '/etc/passwd', mode }]),
        /link or a device/,
      );
  });

  it('has no names that a project cannot have, none twice, and no file in the place of a folder', async () => {
    for (const name of ['a*.tex', 'a\u0007.tex', '😀.tex', `${'x'.repeat(150)}.tex`])
      await refuses(craftZip(files('main.tex', name)), /cannot be the name of a file/);
    await refuses(craftZip(files('main.tex', 'main.tex')), /"main.tex" twice/);
    await refuses(craftZip(files('a', 'a/b.tex')), /"a" twice/);
    await refuses(craftZip(files('main.tex', '__proto__')), /"__proto__" in it cannot be at the top/);
    await refuses(
      craftZip(files('main.tex', 'constructor/a.tex')),
      /"constructor" in it cannot be at the top/,
    );
  });

  it('is not encrypted, not empty, not cut off, and a zip file at all', async () => {
    await refuses(craftZip([{ name: 'main.tex', content: 'x', isEncrypted: true }]), /encrypted/);
    await refuses(craftZip([]), /no files/);
    await refuses(Buffer.alloc(0), /^Invalid zip file/);
    await refuses(Buffer.from('\\documentclass{article}'), /^Invalid zip file/);
    await refuses(craftZip(files('main.tex')).subarray(0, -10), /^Invalid zip file/);
    const damaged = craftZip([{ name: 'main.tex', content: 'damaged'.repeat(100) }]);
    damaged.fill(0xff, 40, 50);
    await refuses(damaged, /^Invalid zip file/);
  });

  it('has at most 2000 entries, and is believed nothing about sizes', async () => {
    await refuses(craftZip([{ name: 'x.tex', content: 'x', times: 2001 }]), /2001 entries/);
    await refuses(craftZip([{ name: 'x.tex', content: 'x'.repeat(5000), claimed: 10 }]), /^Invalid zip file/);
    await refuses(craftZip([{ name: 'x.tex', content: 'x', claimed: 5000 }]), /^Invalid zip file/);
  });

  it('is no bomb', async () => {
    await refuses(craftZip([{ name: 'x.bin', content: Buffer.alloc(50 * MiB + 1) }]), /50 MiB/, 'too-large');
    const bomb = craftZip([{ name: 'x.bin', content: Buffer.alloc(50 * MiB), times: 7 }]);
    assert.ok(bomb.length < MiB);
    await refuses(bomb, /300 MiB/, 'too-large');
  });

  it('leaves nothing behind', async () => {
    const leftBehind = async () =>
      (await readdir(tmpdir())).filter((name) => name.includes(`-zip-${process.pid}-`));
    await unpacked(craftZip(files('main.tex')));
    await refuses(craftZip(files('main.tex', '../evil.tex')), /^Invalid zip file/);
    assert.deepEqual(await leftBehind(), []);
  });
});

describe('a project that becomes a zip file', () => {
  const entry = (path: string, content: string) => ({
    path,
    open: async () => Readable.from([Buffer.from(content)]),
  });

  it('has all files, which are opened only when it is read', async () => {
    let opened = 0;
    const entries = Array.from({ length: 40 }, (_, index) => ({
      path: `chapters/${index}.tex`,
      open: async () => {
        opened += 1;
        return Readable.from([Buffer.from(`chapter ${index}`)]);
      },
    }));
    const zip = zipOf(entries);
    assert.ok(opened <= 5, `${opened} are open`);
    const path = join(tmpdir(), `zip-test-${process.pid}.zip`);
    await writeFile(path, zip);
    const names = await withUnpacked(path, async (found) => found.map(({ inProject }) => inProject));
    await rm(path);
    assert.deepEqual(
      names,
      entries.map(({ path: each }) => each.slice('chapters/'.length)),
    );
  });

  it('breaks off when a file cannot be opened or read', async () => {
    const failing = { path: 'b', open: () => Promise.reject(new Error('away')) };
    await assert.rejects(buffer(zipOf([entry('a', 'x'), failing])), /away/);
    const broken = new Readable({
      read() {
        this.destroy(new Error('broken'));
      },
    });
    await assert.rejects(buffer(zipOf([{ path: 'a', open: async () => broken }, entry('b', 'y')])), /broken/);
  });

  it('closes what it has opened when nobody reads it any more', async () => {
    const opened: Readable[] = [];
    const endless = (path: string) => ({
      path,
      open: async () => {
        const stream = new Readable({
          read() {
            this.push(Buffer.alloc(65536));
          },
        });
        opened.push(stream);
        return stream;
      },
    });
    const zip = zipOf([endless('a'), endless('b')]);
    await new Promise((resolve) => zip.once('data', resolve));
    const closed = opened.map((stream) => new Promise((resolve) => stream.once('close', resolve)));
    zip.destroy();
    await Promise.all(closed);
    assert.equal(opened.length, 2);
  });

  it('is empty for an empty project', async () => {
    assert.ok((await text(zipOf([]))).startsWith('PK\x05\x06'));
  });
});
