import assert from 'node:assert/strict';
import { it } from 'node:test';
import { newProject, openDoc } from '#apps/overleaf/load/projects';
import { Visitor } from '#apps/overleaf/load/site';
import { compileProject, sentence } from '#apps/overleaf/smoke-scenario';
import { describeForms } from '#test/harness/forms';
import { readPdf } from '#test/harness/pdf';

describeForms('overleaf', 'from two editors to a PDF', ({ url }) => {
  it('what two editors have typed is in the PDF', async () => {
    const { pdf } = await compileProject(url);
    const { lines } = await readPdf(pdf);
    assert.ok(lines.includes(sentence), lines.join('\n'));
  });

  it('who opens a link to read sees what the owner types, and can type nothing', async () => {
    const owner = new Visitor(url);
    await owner.register();
    const project = await newProject(owner);
    await owner.post(
      `/project/${project}/settings/admin`,
      { publicAccessLevel: 'tokenBased' },
      { status: 204 },
    );
    const editor = await openDoc(owner, project);
    const reader = new Visitor(url);
    await reader.register();
    try {
      await assert.rejects(openDoc(reader, project), /not authorized/);
      const { tokens } = Object(editor.client.joined?.project) as { tokens: { readOnly: string } };
      await reader.post(`/read/${tokens.readOnly}/grant`);
      const other = await openDoc(reader, project);
      editor.doc.edit([{ p: 0, i: '% typed\n' }]);
      await other.changed(() => other.doc.text.startsWith('% typed'));
      await assert.rejects(
        other.client.request('applyOtUpdate', other.doc.id, {
          doc: other.doc.id,
          op: [{ p: 0, i: 'x' }],
          v: other.doc.version,
        }),
        /not authorized/,
      );
      other.client.close();
    } finally {
      editor.client.close();
    }
  });
});
