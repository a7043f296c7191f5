import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newBuild, oldBuilds, timeOf } from '#apps/overleaf/clsi/builds';
import { asDraft } from '#apps/overleaf/clsi/draft';
import { isExtraneous } from '#apps/overleaf/clsi/extraneous';
import { statsOf } from '#apps/overleaf/clsi/latexmk';
import { limitIn, limitsOf } from '#apps/overleaf/clsi/limits';
import { typeOf } from '#apps/overleaf/clsi/output-types';
import { readRequest } from '#apps/overleaf/clsi/request';
import { statusOf } from '#apps/overleaf/clsi/status';

describe('a request to compile', () => {
  const resources = [{ path: 'main.tex', content: 'x' }];
  const read = (compile: object) => readRequest({ compile });

  it('has defaults', () => {
    const { options, rootResourcePath, resources: none } = read({ options: { compiler: null } });
    assert.equal(options.compiler, 'pdflatex');
    assert.deepEqual([rootResourcePath, none], ['main.tex', []]);
    assert.deepEqual(read({ resources: {} }).resources, []);
  });

  it('keeps paths inside the project', () => {
    const paths = ['/a.tex', 'x/../b.tex', './c//d.tex'].map((path) => ({ path, content: '' }));
    assert.deepEqual(
      read({ resources: paths }).resources.map(({ path }) => path),
      ['a.tex', 'b.tex', 'c/d.tex'],
    );
    for (const path of ['../a', 'a/../../b', '', '/', '.', 'a\nb', 'a\0b', 'x'.repeat(300)])
      assert.throws(() => read({ resources: [{ path, content: '' }] }), { kind: 'invalid' }, path);
    assert.throws(() => read({ rootResourcePath: '../main.tex', resources }), { kind: 'invalid' });
    assert.equal(read({ rootResourcePath: 'ma$in&.tex', resources }).rootResourcePath, 'main.tex');
  });

  it('is refused with the place of what is wrong', () => {
    const wrong: [object, RegExp][] = [
      [{ options: { compiler: 'word' } }, /compiler.*pdflatex, latex, xelatex, lualatex/],
      [{ options: { timeout: 'long' } }, /timeout/],
      [{ options: { flags: ['-shell-escape'] } }, /flags\.0/],
      [{ options: { syncState: 'a\nb' } }, /syncState/],
      [{ resources: [{ path: 'a.tex' }] }, /resources\.0/],
      [{ resources: [{ path: 'a.tex', url: 'file:///etc/passwd' }] }, /resources\.0/],
      [{ resources: [{ path: 'a.tex', url: 'http://x/', modified: 'yesterday-ish' }] }, /resources\.0/],
      [{ resources: [...resources, { path: 'main.tex/b', content: '' }] }, /both a file and the folder/],
    ];
    for (const [compile, message] of wrong) assert.throws(() => read(compile), { kind: 'invalid', message });
  });
});

it('keeps what the next run needs, and removes what it must not find', () => {
  const resources = new Set(['main.tex', 'output.log']);
  const extraneous = (path: string): boolean => isExtraneous(path, resources);
  for (const path of [
    'main.tex',
    'output.aux',
    'a/b.aux',
    'cache/x',
    'fig-eps-converted-to.pdf',
    'output.log',
  ])
    assert.ok(!extraneous(path), path);
  for (const path of ['old.tex', 'output.pdf', 'output.tex', 'output.stdout', 'a/cache/x'])
    assert.ok(extraneous(path), path);
});

it('makes a draft of a root file', () => {
  assert.equal(
    asDraft('% \\documentclass{a}\n\\documentclass{b}\nx'),
    '% \\documentclass{a}\n\\documentclass[draft]{b}\nx',
  );
  assert.equal(asDraft('\\documentclass [12pt]{b}'), '\\documentclass [draft,12pt]{b}');
  assert.equal(asDraft('no class'), 'no class');
});

it('keeps the newest builds, and none for long', () => {
  const at = (ms: number): string => newBuild(ms);
  const hour = 3_600_000;
  const [a, b, c, d] = [at(1e12), at(1e12 + 1), at(1e12 + 2), at(1e12 + 3)];
  assert.equal(timeOf(a), 1e12);
  assert.deepEqual(oldBuilds([a, b, c, d], 2, 1e12 + 4), [a]);
  assert.deepEqual(oldBuilds([a, b, c, d], 1, 1e12 + 4), [a, b]);
  assert.deepEqual(oldBuilds([a, b], 2, 1e12 + 2 * hour), [a], 'the newest one stays');
});

it('names the limit that a compile has met', () => {
  const limits = limitsOf('lualatex', 60);
  assert.match(limitIn('File size limit exceeded\nLatexmk: x', limits) ?? '', /256 MiB/);
  assert.match(limitIn('lualatex: not enough memory', limits) ?? '', /4096 MiB of memory/);
  assert.equal(limitIn('Latexmk: all is well', limits), undefined);
});

it('says how a compile has ended', () => {
  const fine = { hasPdf: true, isCheck: false, error: null };
  assert.equal(statusOf({ by: 'itself', code: 12 }, fine), 'success');
  assert.equal(statusOf({ by: 'itself', code: 0 }, { ...fine, hasPdf: false }), 'failure');
  assert.equal(statusOf({ by: 'itself', code: 1 }, { ...fine, error: 'a limit' }), 'failure');
  assert.equal(statusOf({ by: 'time', code: null }, fine), 'timedout');
  assert.equal(statusOf({ by: 'stop', code: null }, fine), 'terminated');
  assert.equal(statusOf({ by: 'itself', code: 0 }, { ...fine, isCheck: true }), 'validation-pass');
});

it('counts the runs of LaTeX', () => {
  const output =
    "Run number 1 of rule 'pdflatex'\nRun number 1 of rule 'bibtex output'\nRun number 2 of rule 'pdflatex'\n";
  const { 'latex-runs': runs, 'latex-runs-2': two } = statsOf(output, 0);
  assert.deepEqual([runs, two], [2, 1]);
});

it('shows pages and scripts of a project as text', () => {
  for (const path of ['output.log', 'a.html', 'b.svg', 'c.js'])
    assert.equal(typeOf(path), 'text/plain; charset=utf-8');
  assert.equal(typeOf('output.pdf'), 'application/pdf');
  assert.equal(typeOf('output.fls'), 'application/octet-stream');
});
