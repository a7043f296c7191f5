// Compiles that are beyond what an action may do in one call.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { article } from '#test/overleaf/clsi';
import { noTrees, trees } from '#test/overleaf/trees';

/** A document for which TeX takes so many seconds; it counts in units of 1/65536 s. */
const lasting = (seconds: number): string =>
  article(`\\loop\\ifnum\\pdfelapsedtime<${seconds * 65_536}\\relax\\repeat It is done.`);

describeForms('overleaf', 'a compile', { skip: noTrees }, (deployed) => {
  const { newProject } = trees(deployed);

  /** Compiles a project with these documents; answers its status. */
  async function statusWith(texts: Record<string, string>): Promise<unknown> {
    const project = await newProject();
    for (const [name, content] of Object.entries(texts)) {
      const { status, text } = await project.upload({ file: { name, content } });
      assert.equal(status, 200, text);
    }
    return (await project.post('/compile')).status;
  }

  const endless = article('\\def\\x{\\x}\\x');

  it('ends when somebody clicks on stop until it ends', async () => {
    const project = await newProject();
    await project.upload({ file: { name: 'main.tex', content: endless } });
    const compiling = { isOver: false };
    const compiled = project.post('/compile').finally(() => {
      compiling.isOver = true;
    });
    while (!compiling.isOver) await project.ask('POST', '/compile/stop');
    assert.equal((await compiled).status, 'terminated');
  });

  it('ends when its project is deleted', async () => {
    const project = await newProject();
    await project.upload({ file: { name: 'main.tex', content: endless } });
    const [compiled, deleted] = await Promise.all([
      project.ask('POST', '/compile'),
      project.ask('DELETE', ''),
    ]);
    assert.equal(deleted.status, 200);
    // The deletion may come first.
    if (compiled.status !== 404) assert.match(compiled.text, /"status":"terminated"/);
  });

  it('of 70 s ends with a PDF, although a call of an action waits for 60 s', async () => {
    assert.equal(await statusWith({ 'main.tex': lasting(70) }), 'success');
  });

  it('of 3 MB of texts that cannot be compressed ends with a PDF, although an action takes 1 MiB', async () => {
    const noise = () =>
      `%${randomBytes(450_000)
        .toString('base64')
        .match(/.{1,100}/g)
        ?.join('\n%')}`;
    const parts = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`${name}.tex`, noise()]));
    const inputs = Object.keys(parts).map((name) => `\\input{${name}}`);
    assert.equal(
      await statusWith({ 'main.tex': article(`${inputs.join('')} It is done.`), ...parts }),
      'success',
    );
  });
});
