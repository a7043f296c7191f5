import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { it } from 'node:test';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { article, type Compiled, endless, newProject } from '#test/overleaf/clsi';

describeForms('overleaf', 'clsi', { skip: withoutAddressOf('clsi') }, ({ services }) => {
  const clsi = services.clsi ?? '';

  it('makes a PDF, and keeps the files of the compile as a build', async () => {
    const project = newProject(clsi);
    const compiled = await project.compile({ 'main.tex': article('\\input{sub/a}'), 'sub/a.tex': 'Hello' });
    assert.deepEqual([compiled.status, compiled.error], ['success', null]);
    assert.deepEqual(
      compiled.outputFiles.map(({ path }) => path),
      ['aux', 'fdb_latexmk', 'fls', 'log', 'pdf', 'stdout', 'synctex.gz'].map((type) => `output.${type}`),
    );
    const pdf = compiled.outputFiles.find(({ path }) => path === 'output.pdf');
    const url = project.urlOf(pdf ?? { url: '' });
    const whole = await fetch(url);
    assert.equal(whole.headers.get('content-type'), 'application/pdf');
    const bytes = Buffer.from(await whole.arrayBuffer());
    assert.equal(bytes.length, pdf?.size);
    const part = await fetch(url, { headers: { range: 'bytes=0-4' } });
    assert.deepEqual([part.status, await part.text()], [206, '%PDF-']);
    assert.equal(part.headers.get('content-range'), `bytes 0-4/${bytes.length}`);
    const past = await fetch(url, { headers: { range: 'bytes=99999999-' } });
    assert.equal(past.status, 416);
    const log = await fetch(url.replace(/pdf$/, 'log'));
    assert.match(log.headers.get('content-type') ?? '', /^text\/plain; charset=utf-8$/i);
    for (const path of ['main.tex', '.sources.json.gz', '..%2F..%2Fx', 'nosuch'])
      assert.equal((await fetch(url.replace('output.pdf', path))).status, 404, path);
    assert.equal((await fetch(project.url, { method: 'DELETE' })).status, 204);
    assert.equal((await fetch(url)).status, 404);
  });

  it('says in the log in which file and line an error is', async () => {
    const files = { 'main.tex': article('\\input{a}'), 'a.tex': 'x\n\n\\nosuch' };
    const project = newProject(clsi);
    const compiled = await project.compile(files, { options: { flags: ['-file-line-error'] } });
    assert.match(await project.text(compiled, 'output.log'), /^\.\/a\.tex:3: Undefined control sequence/m);
    const broken = await project.compile(article('x').replace('article', 'nosuchclass'));
    assert.equal(broken.status, 'failure');
    assert.match(await project.text(broken, 'output.log'), /nosuchclass\.cls' not found/);
  });

  it('makes the PDF and the log again of what has an error, although nothing has changed', async () => {
    const project = newProject(clsi);
    const files = article('Before \\nosuch{} and after.');
    for (const time of ['first', 'second', 'third']) {
      const compiled = await project.compile(files);
      assert.equal(compiled.status, 'success', time);
      assert.match(await project.text(compiled, 'output.log'), /^! Undefined control sequence/m, time);
    }
  });

  it('ends a compile at its limit of time, or when it is told to, and compiles again', async () => {
    const project = newProject(clsi);
    const late = await project.compile(endless, { options: { timeout: 1 } });
    assert.equal(late.status, 'timedout');
    assert.match(await project.text(late, 'output.stdout'), /Run number 1/);
    const stopped = await project.stopWhileRunning(project.compile(endless, { options: { timeout: 60 } }));
    assert.equal(stopped.status, 'terminated');
    assert.ok(stopped.outputFiles.length > 0, 'its files are in a build');
    assert.equal((await project.compile(article('x'))).status, 'success');
    assert.equal((await fetch(`${project.url}/compile/stop`, { method: 'POST' })).status, 204);
  });

  it('takes what has changed, and 409 means that it needs all', async () => {
    const project = newProject(clsi);
    const changes = (syncState: string) => ({ options: { syncType: 'incremental', syncState } });
    const [status, retry] = await project.send({ 'main.tex': article('x') }, changes('1'));
    assert.deepEqual([status, retry.status, retry.outputFiles], [409, 'retry', []]);
    const files = { 'main.tex': article('\\input{a}'), 'a.tex': 'x' };
    await project.compile(files, { options: { syncType: 'full', syncState: '1' } });
    // In the serverless form another instance may get the change, which does not have the rest.
    const [changed, answer] = await project.send({ 'a.tex': '\\typeout{changed}' }, changes('1'));
    if (changed === 200) assert.match(await project.text(answer, 'output.log'), /^changed$/m);
    else assert.equal(changed, 409);
    const [, broken] = await project.send({ 'main.tex': '\\nosuch' }, changes('1'));
    assert.ok(['failure', 'retry'].includes(broken.status), 'not the PDF of before');
    assert.equal((await project.send({}, changes('2')))[0], 409);
  });

  it('finds code and PDF for each other, and counts words', async () => {
    const project = newProject(clsi);
    const none = ['/sync/code?file=main.tex&line=3', '/sync/pdf?page=1&h=150&v=150'];
    for (const path of none) assert.equal((await fetch(project.url + path)).status, 404);
    await project.compile({
      'main.tex': article('\\section{One two}\nHello $x$\n\n\\input{sub/a}'),
      'sub/a.tex': 'More',
    });
    const boxes = await project.json('/sync/code?file=main.tex&line=3');
    assert.deepEqual(await project.json('/sync/code?file=./main.tex&line=3&column=1'), boxes);
    const [{ page, h, v }] = (boxes as { pdf: [{ page: number; h: number; v: number }] }).pdf;
    const { code } = (await project.json(`/sync/pdf?page=${page}&h=${h}&v=${v}`)) as { code: unknown };
    assert.deepEqual(code, [{ file: './main.tex', line: 3, column: -1 }]);
    assert.equal(((await project.json('/sync/code?file=sub/a.tex&line=1')) as { pdf: [] }).pdf.length, 1);
    for (const query of [
      'code?file=main.tex',
      'code?file=main.tex&line=x',
      'code?line=1',
      'pdf?page=1&h=a&v=1',
    ])
      assert.equal((await fetch(`${project.url}/sync/${query}`)).status, 400, query);
    const { texcount } = (await project.json('/wordcount?file=main.tex')) as {
      texcount: Record<string, number>;
    };
    assert.deepEqual(
      [texcount.textWords, texcount.headWords, texcount.mathInline, texcount.errors],
      [2, 2, 1, 0],
    );
    const missing = (await project.json('/wordcount?file=nosuch.tex')) as {
      texcount: Record<string, unknown>;
    };
    assert.equal(missing.texcount.messages, '!!! File not found or not readable: ./nosuch.tex !!!\n');
  });

  it('downloads linked files, and compiles without those that are not there', async () => {
    let isFound = true;
    const files = createServer((_request, response) => {
      response.statusCode = isFound ? 200 : 404;
      response.end('\\typeout{linked}');
    }).listen(0, '127.0.0.1');
    await once(files, 'listening');
    const url = `http://127.0.0.1:${(files.address() as AddressInfo).port}/file`;
    const project = newProject(clsi);
    const compile = async (name: string) => {
      const resources = [
        { path: 'main.tex', content: article(`x \\InputIfFileExists{${name}}{}{\\typeout{nothing}}`) },
        { path: name, url, modified: '2026-01-01T00:00:00.000Z' },
      ];
      const body = JSON.stringify({ compile: { resources } });
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${project.url}/compile`, { method: 'POST', headers, body });
      return project.text(((await response.json()) as { compile: Compiled }).compile, 'output.log');
    };
    try {
      assert.match(await compile('a.tex'), /^linked$/m);
      isFound = false;
      await fetch(project.url, { method: 'DELETE' });
      const other = await compile('b.tex');
      // Another instance may have kept it.
      assert.match(other, /^(nothing|linked)$/m);
    } finally {
      files.close();
    }
  });
});
