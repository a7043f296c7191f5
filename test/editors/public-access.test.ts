// Where ALLOW_PUBLIC_ACCESS is on, a link opens a project to those who are nobody here: each route gives what the link gives.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { openDoc } from '#apps/overleaf/load/projects';
import { Visitor } from '#apps/overleaf/load/site';
import { describeForms } from '#test/harness/forms';
import { openBrowser } from '#test/overleaf/browser';
import { deleteMainDocument, type SharedProject, shareProject } from '#test/overleaf/sharing';
import { pathOf, type Right, routes } from '#test/overleaf/web-routes';

const skip = process.env.MONGO_URL
  ? false
  : 'MONGO_URL does not name the store in which an administrator is made';

/** The rights of a link. */
const rightsOf: Record<'readOnly' | 'readAndWrite', readonly Right[]> = {
  readOnly: ['read'],
  readAndWrite: ['read', 'see people', 'write'],
};

/** What is done in somebody's own name. */
const needsPerson =
  /^(POST|DELETE) \/(archive|trash)$|\/(entities|linked_file|threads?|ranges|changes|version)\b|^POST \/messages|project_ids=/;

/** A copy belongs to somebody: the answer says where to register. */
const statusOf = (route: string, status: number | null): number | null =>
  route === 'POST /clone' ? 200 : status;

describeForms('overleaf', 'who may use the routes of a project without a log-in', { skip }, (deployed) => {
  let shared: SharedProject;
  before(async () => {
    shared = await shareProject(deployed);
    await deleteMainDocument(shared);
  });

  for (const [right, method, path, status, json] of routes)
    it(`${method} ${pathOf(path, '..')} is for links that may ${right}`, async () => {
      const route = `${method} ${path}`;
      const [expected, answered]: [Record<string, number>, Record<string, number>] = [{}, {}];
      for (const kind of ['nobody', 'readOnly', 'readAndWrite'] as const) {
        const may = kind !== 'nobody' && rightsOf[kind].includes(right) && !needsPerson.test(route);
        const wanted = statusOf(route, status);
        if (may && wanted === null) continue;
        expected[kind] = may ? (wanted ?? 0) : 401;
        const token = kind === 'nobody' ? {} : { 'x-sl-anonymous-access-token': shared.tokens[kind] };
        const sent = { ...(json && { json }), headers: token };
        answered[kind] = (await openBrowser(deployed.url).ask(method, pathOf(path, shared.id), sent)).status;
      }
      assert.deepEqual(answered, expected);
    });

  it('what a link lets nobody type is stored', async (t) => {
    const { id, tokens } = await shareProject(deployed);
    const nobody = new Visitor(deployed.url);
    await nobody.post(`/${tokens.readAndWrite}/grant`);
    const { client, doc, changed } = await openDoc(nobody, id);
    t.after(() => client.close());
    doc.edit([{ p: 0, i: 'by nobody ' }]);
    await changed(() => doc.isSaved);
    const { services } = deployed;
    const flushed = await fetch(`${services['document-updater']}/project/${id}/flush`, { method: 'POST' });
    assert.equal(flushed.status, 204);
    const kept = await fetch(`${services.docstore}/project/${id}/doc/${doc.id}/raw`);
    assert.match(await kept.text(), /^by nobody /);
  });
});
