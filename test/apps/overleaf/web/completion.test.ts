import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bibKeys } from '#apps/overleaf/web/completion/bib-keys';
import { metadataOf } from '#apps/overleaf/web/completion/metadata';

describe('what an editor completes of a document', () => {
  const labels = (...lines: string[]): string[] => metadataOf(lines).labels;
  const packages = (...lines: string[]): string[] => Object.keys(metadataOf(lines).packages);

  it('are its labels, up to 80 letters', () => {
    assert.deepEqual(labels('a \\label{one} b \\label{fig:two}', '\\label{three}'), [
      'one',
      'fig:two',
      'three',
    ]);
    assert.deepEqual(labels(`\\label{${'x'.repeat(80)}}`, `\\label{${'x'.repeat(81)}}`), ['x'.repeat(80)]);
    assert.deepEqual(labels('\\label{}', '\\labelled{x}', '\\label {y}'), []);
  });

  it('are the packages that are known, in one list or several, with options or without', () => {
    assert.deepEqual(packages('\\usepackage[utf8]{inputenc}', '\\RequirePackage{amsmath, graphicx}'), [
      'inputenc',
      'amsmath',
      'graphicx',
    ]);
    assert.deepEqual(packages('\\usepackage[', '  margin=1cm', ']{geometry}'), ['geometry']);
    assert.deepEqual(packages('\\usepackage{nobody-knows-it}', '\\usepackage{constructor}'), []);
  });

  it('come with their commands, as texts with places to fill in', () => {
    const [first] = metadataOf(['\\usepackage{graphicx}']).packages.graphicx ?? [];
    assert.deepEqual(first, {
      caption: '\\includegraphics[]{}',
      snippet: '\\includegraphics[$1]{$2}',
      meta: 'graphicx-cmd',
      score: 1,
    });
  });

  it('is nothing that is commented out', () => {
    assert.deepEqual(labels('% \\label{no}', '5\\% \\label{yes}', '\\\\% \\label{no}'), ['yes']);
    assert.deepEqual(packages('%\\usepackage{tikz}'), []);
  });

  it('is found fast in any text', () => {
    const hostile = ['\\usepackage[', '\\label{', '\\usepackage   ', '\\\\\\\\', '%'];
    for (const text of hostile) assert.deepEqual(labels(text.repeat(100_000)), []);
  });
});

describe('the keys of a .bib file', () => {
  it('are those of its entries, of any type and with any spelling', () => {
    const text = `
@article{one, title = {A {B} "C"}}
@Book{ two:2020 ,
  author = "Somebody",
}
@MISC(three, note = "with ) inside {)}")
@online{four}`;
    assert.deepEqual(bibKeys(text), ['one', 'two:2020', 'three', 'four']);
  });

  it('are none of strings, comments and what is in a field', () => {
    const text = `@string{jan = "January"} @preamble{"x"} @comment{@article{no,}}
@article{yes, note = {write to a@b{no, please}}, url = {x@misc{no2,}}}
text @ of people`;
    assert.deepEqual(bibKeys(text), ['yes']);
  });

  it('are found although an entry is not closed', () => {
    assert.deepEqual(bibKeys('@article{one, title = {open\n\n@book{two, }\n@book{three'), [
      'one',
      'two',
      'three',
    ]);
    assert.deepEqual(bibKeys('@article{, title = {x}}\n@book{two, }'), ['two']);
  });

  it('are found fast in any text', () => {
    for (const text of ['@a{', '@a{b,', '@', '@article', '\n', '@a{\\', '@a(', '\n@a{'])
      assert.ok(bibKeys(text.repeat(200_000)).length <= 1, text);
  });
});
