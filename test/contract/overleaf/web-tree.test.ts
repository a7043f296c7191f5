import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { after, before, it } from 'node:test';
import { ObjectId } from 'mongodb';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { type Person, register, withDatabase } from '#test/overleaf/accounts';
import { listenToEditors } from '#test/overleaf/editor-events';
import { createProject, openProject, type ProjectClient } from '#test/overleaf/project-client';

const { MONGO_URL, REDIS_URL } = process.env;
const storesMissing =
  !MONGO_URL || !REDIS_URL ? 'MONGO_URL and REDIS_URL do not name the stores that are looked into' : false;
const MiB = 1024 * 1024;
const newId = (): string => new ObjectId().toHexString();

describeForms(
  'overleaf',
  'the trees of projects',
  { skip: (form) => storesMissing || withoutAddressOf('document-updater', 'docstore')(form) },
  ({ form, url, services }) => {
    let editors: Awaited<ReturnType<typeof listenToEditors>>;
    let ada: Person;
    before(async () => {
      editors = await listenToEditors();
      ada = await register(url);
    });
    after(() => editors.close());

    const recordOf = (project: string) =>
      withDatabase(form, (db) => db.collection('projects').findOne({ _id: new ObjectId(project) }));
    const rootOf = async (project: string): Promise<string> =>
      String((await recordOf(project))?.rootFolder[0]._id);
    const newProject = (options = {}): Promise<ProjectClient> => createProject(url, ada, rootOf, options);
    const textOf = async (project: string, doc: unknown): Promise<string> => {
      const answer = await fetch(`${services['document-updater']}/project/${project}/doc/${doc}`);
      assert.equal(answer.status, 200);
      return Object(await answer.json()).lines.join('\n');
    };
    const isFile = (body: unknown): string => {
      const { success, entity_id, entity_type } = Object(body);
      assert.deepEqual([success, entity_type], [true, 'file'], JSON.stringify(body));
      return entity_id;
    };

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
      assert.equal(String(after?.lastUpdatedBy), ada.id);
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
        assert.equal(
          (await project.ask(method, `/folder/${project.root}${path}`, { json })).status,
          400,
          path,
        );
      assert.deepEqual(await project.entities(), { '/main.tex': 'doc' });
    });

    it('give deleted documents back, with what was typed last', async () => {
      const project = await newProject();
      const folder = await project.post('/folder', { name: 'a' });
      const { _id } = await project.post('/doc', { name: 'one.tex', parent_folder_id: folder._id });
      await fetch(`${services['document-updater']}/project/${project.id}/doc/${_id}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ lines: ['typed', 'last'], source: 'test', user_id: ada.id }),
      });
      assert.equal(
        (await project.ask('POST', `/doc/${_id}/restore`, { json: { name: 'x.tex' } })).status,
        404,
      );
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

    it('take uploads into folders that are made for them', async () => {
      const project = await newProject();
      await editors.take('');
      const { body } = await project.upload({
        file: { name: 'b.tex', content: 'b\r\n' },
        fields: { relativePath: 'a/b/b.tex', name: 'b.tex' },
      });
      assert.deepEqual(await project.entities(), { '/main.tex': 'doc', '/a/b/b.tex': 'doc' });
      assert.equal(await textOf(project.id, Object(body).entity_id), 'b\n');
      const messages = (await editors.take(project.id)).map(({ message }) => message);
      assert.deepEqual(messages, ['reciveNewFolder', 'reciveNewFolder', 'reciveNewDoc']);
      for (const fields of [
        { relativePath: '../x.tex' },
        { relativePath: 'a/../../x.tex' },
        { name: '../x.tex' },
      ])
        assert.equal((await project.upload({ file: { name: 'x.tex', content: 'x' }, fields })).status, 422);
      await project.post('/folder', { name: 'taken' });
      assert.equal((await project.upload({ file: { name: 'taken', content: 'x' } })).status, 422);
    });

    it('show editors a text that is uploaded over a document', async () => {
      const project = await newProject();
      const first = await project.upload({ file: { name: 'one.tex', content: 'old' } });
      const { entity_id } = Object(first.body);
      await textOf(project.id, entity_id);
      const second = await project.upload({ file: { name: 'one.tex', content: 'new' } });
      assert.equal(Object(second.body).entity_id, entity_id);
      assert.equal(await textOf(project.id, entity_id), 'new');
    });

    it('take 50 MiB, and refuse more with 413 in JSON, of known length or not', async () => {
      const project = await newProject();
      const content = Buffer.alloc(50 * MiB, 'x');
      const { body } = await project.upload({ file: { name: 'large.bin', content } });
      const head = await project.ask('HEAD', `/file/${isFile(body)}`);
      assert.equal(head.headers.get('content-length'), String(50 * MiB));
      const refused = await project.upload({
        file: { name: 'larger.bin', content: Buffer.concat([content, png]) },
      });
      assert.equal(refused.status, 413);
      assert.equal(Object(refused.body).success, false);
      assert.deepEqual(Object.keys(await project.entities()), ['/large.bin', '/main.tex']);
    });

    it('take an upload in chunks, and forget one that breaks off', async () => {
      const project = await newProject();
      const token = await ada.browser.csrfToken();
      const boundary = 'a-boundary';
      const parts = [
        `--${boundary}\r\nContent-Disposition: form-data; name="qqfile"; filename="pic.png"\r\n\r\n`,
        png,
        `\r\n--${boundary}--\r\n`,
      ];
      const send = (path: string) =>
        httpRequest(`${url}/project/${project.id}${path}`, {
          method: 'POST',
          headers: {
            cookie: ada.browser.cookie,
            'content-type': `multipart/form-data; boundary=${boundary}`,
          },
        });
      const path = `/upload?folder_id=${project.root}&_csrf=${encodeURIComponent(token)}`;
      const chunked = send(path);
      const answered = new Promise((resolve) =>
        chunked.once('response', (response) => resolve(response.statusCode)),
      );
      for (const part of parts) chunked.write(part);
      chunked.end();
      assert.equal(await answered, 200);
      const broken = send(path);
      broken.on('error', () => undefined);
      await new Promise((resolve) => broken.write(parts[0], resolve));
      const closed = new Promise((resolve) => broken.once('close', resolve));
      broken.destroy();
      await closed;
      assert.deepEqual(await project.entities(), { '/main.tex': 'doc', '/pic.png': 'file' });
    });

    it('send files with their names, so that a browser keeps them and runs nothing', async () => {
      const project = await newProject();
      const { body } = await project.upload({ file: { name: 'ünï; x.html', content: '<script>' } });
      const { headers, text } = await project.ask('GET', `/file/${isFile(body)}`);
      assert.equal(
        headers.get('content-disposition'),
        `attachment; filename="${encodeURIComponent('ünï; x.html')}"`,
      );
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(text, '<script>');
    });

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
      await editors.take('');
      await project.post(`/doc/${doc}/metadata`, { broadcast: true });
      await project.post(`/doc/${doc}/metadata`, { broadcast: false });
      const { keys } = await project.post('/references/indexAll', { shouldBroadcast: true });
      assert.deepEqual(keys, ['knuth', 'lamport', 'with-nul\0']);
      assert.deepEqual((await project.post('/references/index', { docIds: [doc] })).keys, keys);
      const events = await editors.take(project.id);
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
        (await project.ask('POST', `/linked_file/${isFile(own.body)}/refresh`, { json: {} })).status,
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

    it('are for those only who may write or read', async () => {
      const project = await newProject();
      const { body } = await project.upload({ file: { name: 'pic.png', content: png } });
      const file = isFile(body);
      const [eve, nobody] = [await register(url), await register(url)];
      await nobody.browser.post('/logout');
      const reader = await register(url);
      await withDatabase(form, (db) =>
        db
          .collection('projects')
          .updateOne(
            { _id: new ObjectId(project.id) },
            { $set: { readOnly_refs: [new ObjectId(reader.id)] } },
          ),
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
  },
);

const png = Buffer.from('iVBORw0KGgoAAQ==', 'base64');
