import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ObjectId } from 'mongodb';
import { describeForms } from '#test/harness/forms';
import { type Person, register, withDatabase } from '#test/overleaf/accounts';
import { openProject } from '#test/overleaf/project-client';
import { fileIn, noTrees, png, trees } from '#test/overleaf/trees';

const newId = (): string => new ObjectId().toHexString();

describeForms('overleaf', 'the trees of projects', { skip: noTrees }, (deployed) => {
  const { form, url, services } = deployed;
  const { author, recordOf, newProject, textOf } = trees(deployed);

  it('lose no change when many are made at once', async () => {
    const project = await newProject();
    const names = Array.from({ length: 12 }, (_, index) => `${index}.tex`);
    await Promise.all(names.map((name) => project.post('/folder', { name })));
    const found = await recordOf(project.id);
    assert.deepEqual(
      found?.rootFolder[0].folders.map(({ name }: { name: string }) => name).sort(),
      names.sort(),
    );
    assert.equal(found?.version, 1 + names.length);
    const same = await Promise.all(
      names.slice(0, 5).map(() => project.ask('POST', '/doc', { json: { name: 'same.tex' } })),
    );
    assert.deepEqual(same.map(({ status }) => status).sort(), [200, 400, 400, 400, 400]);
  });

  it('say who has changed them last, and forget a main document that goes', async () => {
    const project = await newProject();
    const before = await recordOf(project.id);
    assert.ok(before?.rootDoc_id);
    const folder = await project.post('/folder', { name: 'a' });
    await project.post(`/doc/${before.rootDoc_id}/move`, { folder_id: folder._id });
    assert.deepEqual((await recordOf(project.id))?.rootDoc_id, before.rootDoc_id);
    assert.equal((await project.ask('DELETE', `/folder/${folder._id}`)).status, 204);
    const after = await recordOf(project.id);
    assert.equal(after?.rootDoc_id, undefined);
    assert.equal(String(after?.lastUpdatedBy), author().id);
    assert.ok(after?.lastUpdated > before.lastUpdated);
  });

  it('keep their root folder', async () => {
    const project = await newProject();
    const folder = await project.post('/folder', { name: 'a' });
    for (const [method, path, json] of [
      ['DELETE', '', undefined],
      ['POST', '/rename', { name: 'x' }],
      ['POST', '/move', { folder_id: folder._id }],
    ] as const)
      assert.equal((await project.ask(method, `/folder/${project.root}${path}`, { json })).status, 400, path);
    assert.deepEqual(await project.entities(), { '/main.tex': 'doc' });
  });

  it('give deleted documents back, with what was typed last', async () => {
    const project = await newProject();
    const folder = await project.post('/folder', { name: 'a' });
    const { _id } = await project.post('/doc', { name: 'one.tex', parent_folder_id: folder._id });
    await fetch(`${services['document-updater']}/project/${project.id}/doc/${_id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ lines: ['typed', 'last'], source: 'test', user_id: author().id }),
    });
    assert.equal((await project.ask('POST', `/doc/${_id}/restore`, { json: { name: 'x.tex' } })).status, 404);
    assert.equal((await project.ask('DELETE', `/folder/${folder._id}`)).status, 204);
    const deleted = await fetch(`${services.docstore}/project/${project.id}/doc-deleted`);
    assert.deepEqual(await deleted.json(), [{ _id, name: 'one.tex' }]);
    const { doc_id } = await project.post(`/doc/${_id}/restore`, { name: 'again.tex' });
    assert.equal(await textOf(project.id, doc_id), 'typed\nlast');
    assert.deepEqual(await project.entities(), { '/main.tex': 'doc', '/again.tex': 'doc' });
    assert.equal(
      (await project.ask('POST', `/doc/${newId()}/restore`, { json: { name: 'x.tex' } })).status,
      404,
    );
  });

  it('refuse what is malformed with 400, and what is unknown with 404', async () => {
    const project = await newProject();
    const malformed = [
      ['POST', '/doc', {}],
      ['POST', '/doc', { name: ['x'] }],
      ['POST', '/doc', { name: 'x.tex', parent_folder_id: 'abc' }],
      ['POST', '/folder', { name: 'x', parent_folder_id: 5 }],
      ['POST', '/doc/abc/rename', { name: 'x.tex' }],
      ['POST', `/doc/${newId()}/move`, { folder_id: '..' }],
      ['DELETE', '/file/abc', {}],
      ['POST', '/doc/abc/restore', { name: 'x' }],
      ['POST', '/linked_file', { name: 'x', provider: 'mendeley', data: {} }],
      ['POST', '/linked_file', { name: 'x', provider: 'url' }],
      ['POST', '/linked_file', { name: 'a/b', provider: 'url', data: { url: 'http://a.org/' } }],
      ['POST', '/references/index', { docIds: ['x'] }],
    ] as const;
    for (const [method, path, json] of malformed)
      assert.equal((await project.ask(method, path, { json })).status, 400, `${method} ${path}`);
    const unknown = [
      ['POST', '/doc', { name: 'x.tex', parent_folder_id: newId() }],
      ['POST', `/folder/${newId()}/rename`, { name: 'x' }],
      ['DELETE', `/doc/${newId()}`, undefined],
      ['GET', `/file/${newId()}`, undefined],
      ['POST', `/linked_file/${newId()}/refresh`, {}],
      ['POST', `/doc/${newId()}/metadata`, {}],
    ] as const;
    for (const [method, path, json] of unknown)
      assert.equal((await project.ask(method, path, { json })).status, 404, `${method} ${path}`);
  });

  it('are for those only who may write or read', async () => {
    const project = await newProject();
    const { body } = await project.upload({ file: { name: 'pic.png', content: png } });
    const file = fileIn(body);
    const [eve, nobody] = [await register(url), await register(url)];
    await nobody.browser.post('/logout');
    const reader = await register(url);
    await withDatabase(form, (db) =>
      db
        .collection('projects')
        .updateOne({ _id: new ObjectId(project.id) }, { $set: { readOnly_refs: [new ObjectId(reader.id)] } }),
    );
    const as = (person: Person) => openProject(url, person, project.id, project.root);
    const changes = [
      ['POST', '/doc', { name: 'x.tex' }],
      ['POST', '/folder', { name: 'x' }],
      ['POST', `/file/${file}/rename`, { name: 'x' }],
      ['POST', `/file/${file}/move`, { folder_id: project.root }],
      ['DELETE', `/file/${file}`, {}],
      ['POST', '/linked_file', { name: 'x', provider: 'url', data: { url: 'http://a.org/' } }],
      ['POST', `/linked_file/${file}/refresh`, {}],
      ['POST', `/doc/${file}/restore`, { name: 'x' }],
    ] as const;
    const reads = ['/entities', '/metadata', `/file/${file}`, '/download/zip'];
    for (const [method, path, json] of changes) {
      assert.equal((await as(eve).ask(method, path, { json })).status, 403, path);
      assert.equal((await as(reader).ask(method, path, { json })).status, 403, path);
      assert.equal((await as(nobody).ask(method, path, { json })).status, 401, path);
      assert.equal((await project.ask(method, path, { json, csrf: false })).status, 403, path);
    }
    for (const path of reads) {
      assert.equal((await as(reader).ask('GET', path)).status, 200, path);
      assert.equal((await as(eve).ask('GET', path)).status, 403, path);
      assert.equal((await as(nobody).ask('GET', path)).status, 401, path);
    }
    const uploaded = { file: { name: 'x.tex', content: 'x' } };
    assert.equal((await as(eve).upload(uploaded)).status, 403);
    assert.equal((await as(reader).upload(uploaded)).status, 403);
    assert.equal((await as(nobody).upload(uploaded)).status, 401);
    assert.deepEqual(await project.entities(), { '/main.tex': 'doc', '/pic.png': 'file' });
  });
});
