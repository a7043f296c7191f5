import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { asDocument, mayBeText, whyNoDocument } from '#apps/overleaf/web/files/as-document';
import { distinct } from '#apps/overleaf/web/files/distinct';
import { hashOf } from '#apps/overleaf/web/files/local-file';
import { linesOfFile } from '#apps/overleaf/web/files/text-or-binary';
import { placeOf } from '#apps/overleaf/web/files/upload-name';
import { mayBeRoot, rootPathOf } from '#apps/overleaf/web/projects/root-path';
import { asProjectName, titleOf } from '#apps/overleaf/web/projects/title';
import { picture } from '#apps/overleaf/web/templates/picture';
import { escapeLatex } from '#apps/overleaf/web/templates/template';

describe('an uploaded file', () => {
  it('may become a document by its ending and its size', () => {
    for (const name of ['main.tex', 'MAIN.TEX', 'a.Rtex', 'x.bib', '.latexmkrc', 'latexmkrc', 'a.b.yml'])
      assert.ok(mayBeText(name, 1024 * 1024), name);
    for (const name of ['a.png', 'tex', 'a.tex.gz', 'Makefile', ''])
      assert.equal(mayBeText(name, 1), name === 'tex', name);
    assert.ok(!mayBeText('main.tex', 1024 * 1024 + 1));
  });

  it('is read as UTF-8, UTF-16 with its mark, or else Latin-1, with any ends of lines', () => {
    const lines = ['é', 'b', '', 'c', ''];
    const text = 'é\r\nb\r\rc\n';
    assert.deepEqual(asDocument(Buffer.from(text)).lines, lines);
    assert.deepEqual(asDocument(Buffer.from(`\ufeff${text}`)).lines, lines);
    assert.deepEqual(asDocument(Buffer.from(`\ufeff${text}`, 'utf16le')).lines, lines);
    assert.deepEqual(asDocument(Buffer.from(text, 'latin1')).lines, lines);
    assert.deepEqual(asDocument(Buffer.alloc(0)).lines, ['']);
  });

  it('with a NUL or a character beyond the basic plane is no document', async () => {
    assert.equal(asDocument(Buffer.from('a\0b')).lines, undefined);
    assert.equal(asDocument(Buffer.from('a😀')).lines, undefined);
    assert.equal(asDocument(Buffer.from('a😀', 'utf16le')).lines, undefined);
    const path = join(tmpdir(), `files-test-${process.pid}`);
    await writeFile(path, 'text');
    assert.deepEqual(await linesOfFile('a.tex', { path, size: 4 }), ['text']);
    assert.equal(await linesOfFile('a.png', { path, size: 4 }), undefined);
    await rm(path);
  });

  it('that is no document although its name is that of a text says why', () => {
    const why = (text: string, name = 'a.tex') => whyNoDocument(name, Buffer.from(text));
    assert.equal(why('one\ntwo 😀'), 'line 2 has the character 😀, which no document may have');
    assert.equal(why('\0'), 'line 1 has a NUL, so it is no text in UTF-8');
    assert.equal(why('x'.repeat(1024 * 1024 + 1)), 'it is larger than 1 MiB');
    assert.equal(why('\u0001'.repeat(750_000)), 'it has more than 2 MiB as a document');
    assert.equal(why('a text'), undefined);
    assert.equal(why('\0', 'a.png'), undefined);
  });

  it('has the hash that git gives it', async () => {
    const path = join(tmpdir(), `hash-test-${process.pid}`);
    await writeFile(path, 'hello\n');
    // printf 'hello\n' | git hash-object --stdin
    assert.equal(await hashOf({ path, size: 6 }), 'ce013625030ba8dba906f756967f9e9ca394464a');
    await rm(path);
  });

  it('is called as its form says, then its query, then its client', () => {
    const upload = (name: string, fields: Record<string, string> = {}) => ({
      file: { path: '', size: 0, name },
      fields: new Map(Object.entries(fields)),
    });
    const query = { qqfilename: 'folder/query.tex' };
    assert.deepEqual(placeOf(upload('a.tex', { name: ' b.tex ' }), query), { folders: [], name: 'b.tex' });
    assert.deepEqual(placeOf(upload('a.tex'), query), { folders: [], name: 'query.tex' });
    assert.deepEqual(placeOf(upload('a.tex'), {}), { folders: [], name: 'a.tex' });
    assert.deepEqual(placeOf(upload('a.tex', { relativePath: 'null' }), {}), { folders: [], name: 'a.tex' });
    assert.deepEqual(placeOf(upload('a.tex', { relativePath: 'x/y/a.tex' }), {}), {
      folders: ['x', 'y'],
      name: 'a.tex',
    });
    for (const relativePath of ['../a.tex', 'x/../a.tex', 'x/*/a.tex', 'x\\y/a.tex'])
      assert.equal(placeOf(upload('a.tex', { relativePath }), {}), undefined, relativePath);
    for (const name of ['', '.', '..', 'a/b', 'a*b'])
      assert.equal(placeOf(upload(name), {}), undefined, name);
  });
});

describe('an imported project', () => {
  it('begins with the least deep document that has a class, then main.tex, then the shortest', () => {
    const root = (...paths: string[]) => rootPathOf(paths.map((path, at) => ({ path, size: 10 - at })));
    assert.equal(root('a/main.tex', 'b.tex'), 'b.tex');
    assert.equal(root('main.tex', 'b.tex'), 'main.tex');
    assert.equal(root('b.tex', 'c.Rtex'), 'c.Rtex');
    assert.equal(root(), undefined);
    const article = '\\documentclass{article}';
    assert.ok(mayBeRoot('a.tex', ['% comment', article]));
    assert.ok(mayBeRoot('a.Rtex', [` ${article}`]));
    assert.ok(!mayBeRoot('a.txt', [article]));
    assert.ok(!mayBeRoot('a.tex', [`% ${article}`, 'text']));
  });

  it('is called as its main document', () => {
    assert.equal(
      titleOf('a\n\\title{On \\emph{Frogs} \\& {\\LaTeX}s:\\\\ a \\textbf{survey}% draft\n}\n'),
      'On Frogs & s: a survey',
    );
    assert.equal(titleOf('\\title[short]{Long one}'), 'Long one');
    assert.equal(titleOf('% \\title{no}\n'), undefined);
    assert.equal(titleOf('\\title{}'), undefined);
    assert.equal(titleOf('\\title{never closed'), undefined);
    assert.equal(asProjectName('a/b\\c'), 'a-b-c');
    assert.equal(asProjectName('  '), 'Untitled');
    assert.equal(asProjectName('x'.repeat(200)).length, 150);
  });

  it('is read fast, whatever its title is', () => {
    assert.equal(titleOf('\\title['.repeat(100_000)), undefined);
    assert.equal(titleOf(`\\title{${'{'.repeat(1_000_000)}`), undefined);
  });
});

describe('the content of new projects', () => {
  it('shows any title as it is', () => {
    assert.equal(
      escapeLatex('50% of $x_1^2$ & {a}\\b~#'),
      '50\\% of \\$x\\_1\\textasciicircum{}2\\$ \\& \\{a\\}\\textbackslash{}b\\textasciitilde{}\\#',
    );
  });

  it('has a picture of about 28 kB', () => {
    assert.equal(picture.subarray(0, 3).toString('hex'), 'ffd8ff');
    assert.equal(picture.subarray(-2).toString('hex'), 'ffd9');
    assert.ok(Math.abs(picture.length - 28_000) < 1000, `${picture.length}`);
  });
});

describe('the names in an archive of several projects', () => {
  it('are distinct', () => {
    assert.deepEqual(distinct(['a', 'b', 'a', 'a', 'a (1)']), ['a', 'b', 'a (1)', 'a (2)', 'a (1) (1)']);
  });
});
