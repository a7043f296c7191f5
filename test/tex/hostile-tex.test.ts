// A compile is the code of a stranger: it can neither read what is not its own, nor leave anything behind.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { article, newProject } from '#test/overleaf/clsi';

/** The command lines of the processes of this machine that have a word. */
const processesWith = (word: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
        return line.includes(word) ? [line] : [];
      } catch {
        return [];
      }
    });

describeForms('overleaf', 'hostile TeX', { skip: withoutAddressOf('clsi') }, ({ services }) => {
  const project = newProject(services.clsi ?? '');

  it('cannot read files of the machine or above its folder', async () => {
    for (const path of ['/etc/passwd', '../../x', '../sync-state', '/proc/self/environ']) {
      const compiled = await project.compile(article(`\\input{${path}}`));
      const log = await project.text(compiled, 'output.log');
      assert.match(log, /not found|Emergency stop/, path);
      assert.doesNotMatch(log, /root:|stateHash|HOME=/, path);
    }
  });

  it('cannot read other projects', async () => {
    const other = newProject(services.clsi ?? '');
    const secret = `secret-${process.pid}-${Date.now()}`;
    await other.compile({ 'main.tex': article('x'), [`${secret}.tex`]: '\\typeout{read}' });
    const id = other.url.split('/').at(-1);
    for (const path of [
      `../../${id}/compile/${secret}`,
      `../${id}/${secret}`,
      `/compile/../${id}/${secret}`,
    ]) {
      const compiled = await project.compile(article(`\\InputIfFileExists{${path}}{}{\\typeout{nothing}}x`));
      assert.match(await project.text(compiled, 'output.log'), /^nothing$/m, path);
    }
    const latexmkrc = `system("find / -name '${secret}*' -o -name '*${id}*'"); print "looked\\n";`;
    const compiled = await project.compile({ 'main.tex': article('x'), latexmkrc });
    if (compiled.error !== null) return assert.match(compiled.error, /needs a sandbox/);
    const output = await project.text(compiled, 'output.stdout');
    assert.match(output, /^looked$/m);
    assert.ok(!output.includes(secret) && !output.includes(id ?? secret), output);
  });

  it('cannot run programs or write outside its folder', async () => {
    const shell = await project.compile(article('x\\immediate\\write18{echo done > pwned.txt}'));
    assert.ok(!shell.outputFiles.some(({ path }) => path === 'pwned.txt'));
    const writing = '\\newwrite\\f\\immediate\\openout\\f=../evil.txt\\immediate\\write\\f{x}x';
    const outside = await project.compile(article(writing));
    assert.equal(outside.status, 'failure');
    assert.match(await project.text(outside, 'output.log'), /evil\.txt/);
  });

  it('sees nothing but TeX and its project, also as a program', async () => {
    const word = 'latexmkrc-sees';
    const latexmkrc = `system('echo ${word}; cat /etc/passwd /etc/hostname; ls /; ls /home /root /work; env; ls /proc | grep -c "^[0-9]"');`;
    const compiled = await project.compile({ 'main.tex': article('x'), latexmkrc });
    if (compiled.error !== null) {
      assert.match(compiled.error, /latexmkrc is a program, which needs a sandbox/);
      return;
    }
    const output = await project.text(compiled, 'output.stdout');
    assert.match(output, new RegExp(word));
    assert.doesNotMatch(output, /root:|MONGO|CLSI|REDIS/);
    assert.match(output, /^compile$/m);
    assert.doesNotMatch(output, /^(home|root|work|run)$/m);
  });

  it('leaves no process behind that forks and detaches', async () => {
    const word = `detached-${process.pid}-${Date.now()}`;
    const latexmkrc = `use POSIX (); if (fork() == 0) { POSIX::setsid(); if (fork() == 0) { exec('sh', '-c', 'while true; do sleep 1; done', '${word}'); } exit; }`;
    const loop = `use POSIX (); if (fork() == 0) { POSIX::setsid(); while (1) { fork(); } }`;
    for (const program of [latexmkrc, loop]) {
      const texts = { 'main.tex': article('x'), latexmkrc: program };
      const compiled = await project.compile(texts, { options: { timeout: 20 } });
      // A loop may leave no time for TeX.
      assert.ok(
        compiled.error !== null || /^(success|timedout)$/.test(compiled.status),
        JSON.stringify(compiled),
      );
    }
    assert.deepEqual(processesWith(word), []);
  });

  it('cannot make the service read through a symbolic link', async () => {
    const latexmkrc =
      '$pdflatex = "ln -s /etc/passwd output.pdf; ln -s /etc/passwd leak.txt; ln -s / all; true";';
    const compiled = await project.compile({ 'main.tex': article('x'), latexmkrc });
    assert.equal(compiled.status, 'failure');
    assert.ok(!compiled.outputFiles.some(({ path }) => /leak|pdf$|^all/.test(path)));
    assert.equal((await project.compile(article('x'))).status, 'success');
  });

  it('is told which limit it has met', async () => {
    const much =
      '\\def\\x{xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx}\\def\\y{\\x\\x\\x\\x\\x\\x\\x\\x\\x\\x}';
    const writing = `\\newwrite\\f\\immediate\\openout\\f=big.txt ${much}\\def\\z{\\immediate\\write\\f{\\y\\y\\y\\y\\y}\\z}\\z`;
    const compiled = await project.compile(article(writing), { options: { timeout: 60 } });
    assert.deepEqual([compiled.status, compiled.error], ['failure', 'a file reached the limit of 256 MiB']);
  });
});
