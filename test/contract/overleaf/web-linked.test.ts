import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ObjectId } from 'mongodb';
import { describeForms } from '#test/harness/forms';
import { register } from '#test/overleaf/accounts';
import { createProject } from '#test/overleaf/project-client';
import { fileIn, noTrees, png, trees } from '#test/overleaf/trees';

const newId = (): string => new ObjectId().toHexString();

describeForms('overleaf', 'projects and what they take from elsewhere', { skip: noTrees }, (deployed) => {
  const { url, services } = deployed;
  const { rootOf, newProject, heard } = trees(deployed);

  it('tell what editors complete', async () => {
    const project = await newProject();
    const tex = await project.upload({
      file: { name: 'one.tex', content: '\\usepackage{amsmath}\n\\label{sec:one}' },
    });
    await project.upload({ file: { name: 'a.bib', content: '@book{knuth, }\n@misc{lamport, }' } });
    await project.upload({ file: { name: 'b.bib', content: '@book{with-nul\0, }' } });
    const doc = String(Object(tex.body).entity_id);
    const { body } = await project.ask('GET', '/metadata');
    assert.deepEqual(Object(body).projectMeta[doc].labels, ['sec:one']);
    assert.deepEqual(Object.keys(Object(body).projectMeta[doc].packages), ['amsmath']);
    await heard('');
    await project.post(`/doc/${doc}/metadata`, { broadcast: true });
    await project.post(`/doc/${doc}/metadata`, { broadcast: false });
    const { keys } = await project.post('/references/indexAll', { shouldBroadcast: true });
    assert.deepEqual(keys, ['knuth', 'lamport', 'with-nul\0']);
    assert.deepEqual((await project.post('/references/index', { docIds: [doc] })).keys, keys);
    const events = await heard(project.id);
    assert.deepEqual(
      events.map(({ message, payload }) => [message, Object(payload[0]).docId ?? payload[0]]),
      [
        ['broadcastDocMeta', doc],
        ['references:keys:updated', keys],
      ],
    );
  });

  it('link files of other projects, as long as one may read them', async () => {
    const [source, project] = [await newProject(), await newProject()];
    const picture = await source.upload({ file: { name: 'pic.png', content: png } });
    const text = await source.upload({ file: { name: 'one.bib', content: '@book{a, }' } });
    const link = (path: string, from = source.id) => ({
      name: `linked-${path}`,
      parent_folder_id: project.root,
      provider: 'project_file',
      data: { source_project_id: from, source_entity_path: path },
    });
    const { new_file_id: first } = await project.post('/linked_file', {
      ...link('/pic.png'),
      name: 'pic.png',
    });
    const { new_file_id: second } = await project.post('/linked_file', {
      ...link('/one.bib'),
      name: 'one.bib',
    });
    assert.deepEqual(await project.bytesAt(`/file/${first}`), png);
    assert.equal(String(await project.bytesAt(`/file/${second}`)), '@book{a, }');
    assert.deepEqual((await project.post('/references/indexAll')).keys, ['a']);

    await source.upload({ file: { name: 'one.bib', content: '@book{b, }' } });
    const { new_file_id: third } = await project.post(`/linked_file/${second}/refresh`);
    assert.equal(String(await project.bytesAt(`/file/${third}`)), '@book{b, }');
    assert.equal((await project.ask('POST', `/linked_file/${second}/refresh`, { json: {} })).status, 404);

    const eve = await register(url);
    const foreign = await createProject(url, eve, rootOf);
    const post = (json: object) => project.ask('POST', '/linked_file', { json });
    assert.equal((await post({ ...link('/main.tex', foreign.id), name: 'x' })).status, 403);
    assert.equal((await post({ ...link('/nothing'), name: 'x' })).status, 404);
    assert.equal((await post({ ...link('/main.tex', newId()), name: 'x' })).status, 404);
    const output = { source_project_id: source.id, source_output_file_path: 'output.pdf' };
    assert.equal((await post({ name: 'x', provider: 'project_output_file', data: output })).status, 404);
    for (const each of [picture, text])
      assert.notEqual(
        (await project.ask('POST', `/linked_file/${Object(each.body).entity_id}/refresh`)).status,
        200,
      );
    const own = await project.upload({ file: { name: 'own.png', content: png } });
    assert.equal(
      (await project.ask('POST', `/linked_file/${fileIn(own.body)}/refresh`, { json: {} })).status,
      409,
    );
  });

  it('link no URL of this machine', async () => {
    const project = await newProject();
    for (const address of [services.docstore, 'http://localhost/', 'http://[::1]/', 'file:///etc/passwd']) {
      const data = { url: String(address) };
      const { status } = await project.ask('POST', '/linked_file', {
        json: { name: 'x', provider: 'url', data },
      });
      assert.equal(status, 422, data.url);
    }
  });
});
