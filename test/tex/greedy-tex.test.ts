// A compile that wants too much ends with a reason or is kept whole, and the next one of the same project works.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { article, newProject } from '#test/overleaf/clsi';

/** TeX that does something so many times. */
const times = (count: number, what: string): string =>
  `\\newcount\\n \\loop\\ifnum\\n<${count} ${what}\\advance\\n by 1 \\repeat`;

const needsSandbox = /is a program, which needs a sandbox/;

describeForms('overleaf', 'greedy TeX', { skip: withoutAddressOf('clsi') }, ({ services }) => {
  const project = newProject(services.clsi ?? '');
  const recovers = async (): Promise<void> =>
    assert.equal((await project.compile(article('x'))).status, 'success');

  it('meets the memory of TeX with a macro that doubles itself', async () => {
    const compiled = await project.compile(article('\\edef\\x{x}\\loop\\edef\\x{\\x\\x}\\iftrue\\repeat'));
    assert.equal(compiled.status, 'failure');
    assert.match(await project.text(compiled, 'output.log'), /^! TeX capacity exceeded/m);
    await recovers();
  });

  it('meets the limit of memory as a program', async () => {
    const latexmkrc = "my @all; while (1) { push @all, 'x' x 50_000_000; }";
    const compiled = await project.compile({ 'main.tex': article('x'), latexmkrc });
    assert.equal(compiled.status, 'failure');
    assert.match(
      compiled.error ?? '',
      new RegExp(`reached the limit of 2048 MiB of memory|${needsSandbox.source}`),
    );
    await recovers();
  });

  it('keeps a log of 50 MB', async () => {
    const line = 'y'.repeat(990);
    const compiled = await project.compile(article(`x${times(51_000, `\\wlog{${line}}`)}`));
    assert.equal(compiled.status, 'success');
    const log = await project.text(compiled, 'output.log');
    assert.ok(log.length > 50_000_000, `${log.length} letters`);
    assert.match(log, /^Output written on/m);
    await recovers();
  });

  it('keeps the first MiB of what a program prints', async () => {
    const latexmkrc = "print 'z' x 1_000_000 for 1 .. 50;";
    const compiled = await project.compile({ 'main.tex': article('x'), latexmkrc });
    if (needsSandbox.test(compiled.error ?? '')) return;
    assert.equal(compiled.status, 'success');
    assert.equal((await project.text(compiled, 'output.stdout')).length, 1024 * 1024);
    await recovers();
  });

  it('gets over what has no path: folders beyond what Linux takes, and names that are no text', async () => {
    for (const [latexmkrc, what] of [
      ["for (1 .. 40) { mkdir('d' x 200); chdir('d' x 200); }", 'deep folders'],
      ['open(F, ">", "bad\\xff.txt"); mkdir "d\\xff";', 'odd names'],
    ] as const) {
      const compiled = await project.compile({ 'main.tex': article('x'), latexmkrc });
      if (needsSandbox.test(compiled.error ?? '')) return;
      assert.notEqual(compiled.status, 'error', what);
      await recovers();
    }
    assert.equal((await fetch(project.url, { method: 'DELETE' })).status, 204);
  });

  it('keeps 10,000 files', async () => {
    const writing = '\\newwrite\\f ';
    const file =
      '\\immediate\\openout\\f=part\\the\\n.txt \\immediate\\write\\f{part}\\immediate\\closeout\\f ';
    const compiled = await project.compile(article(`x${writing}${times(10_000, file)}`));
    assert.equal(compiled.status, 'success');
    assert.equal(compiled.outputFiles.filter(({ path }) => /^part\d+\.txt$/.test(path)).length, 10_000);
    assert.equal(await project.text(compiled, 'part9999.txt'), 'part\n');
    await recovers();
  });
});
