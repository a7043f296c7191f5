// A compile may take longer than a call of an action waits, which is 60 s.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { compileOf, newProject, openDoc } from '#apps/overleaf/load/projects';
import { Visitor } from '#apps/overleaf/load/site';
import { describeForms } from '#test/harness/forms';
import { article } from '#test/overleaf/clsi';

/** A document for which TeX takes so many seconds; it counts in units of 1/65536 s. */
const lasting = (seconds: number): string =>
  article(`\\loop\\ifnum\\pdfelapsedtime<${seconds * 65_536}\\relax\\repeat It is done.`);

describeForms('overleaf', 'a long compile', {}, ({ url }) => {
  it('of 70 s ends with a PDF', async (t) => {
    const author = new Visitor(url);
    await author.register();
    const project = await newProject(author);
    const { client, doc, changed } = await openDoc(author, project);
    t.after(() => client.close());
    doc.edit([
      { p: 0, d: doc.text },
      { p: 0, i: lasting(70) },
    ]);
    await changed(() => doc.isSaved);
    assert.match(await compileOf(author, project), /output\.pdf$/);
  });
});
