import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { ObjectId } from 'mongodb';
import { call } from '#shared/http/client';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { type Person, register, withDatabase } from '#test/overleaf/accounts';
import { type CraftedEntry, craftZip } from '#test/overleaf/craft-zip';
import { createProject, openProject, type ProjectClient } from '#test/overleaf/project-client';
import { unzip } from '#test/overleaf/unzip';
import { bytesAt, upload } from '#test/overleaf/uploads';

const png = Buffer.from('iVBORw0KGgoAAQ==', 'base64');
const storesMissing = process.env.MONGO_URL ? false : 'MONGO_URL does not name the store that is looked into';

describeForms(
  'overleaf',
  'archives and copies of projects',
  { skip: (form) => storesMissing || withoutAddressOf('document-updater', 'docstore', 'filestore')(form) },
  ({ form, url, services }) => {
    let ada: Person;
    before(async () => {
      ada = await register(url);
    });

    const recordOf = async (project: string) => {
      const found = await withDatabase(form, (db) =>
        db.collection('projects').findOne({ _id: new ObjectId(project) }),
      );
      assert.ok(found);
      return found;
    };
    const rootOf = async (project: string): Promise<string> =>
      String((await recordOf(project)).rootFolder[0]._id);
    const newProject = (options = {}): Promise<ProjectClient> => createProject(url, ada, rootOf, options);
    const opened = async (id: string, person = ada): Promise<ProjectClient> =>
      openProject(url, person, id, await rootOf(id));
    const importZip = (archive: Buffer, name = 'my-paper.zip') =>
      upload(url, ada.browser, '/project/new/upload', { file: { name, content: archive }, fields: { name } });
    const zipOf = async (project: ProjectClient) => unzip(await project.bytesAt('/download/zip'));
    const type = (project: string, doc: string, lines: string[]) =>
      call(`${services['document-updater']}/project/${project}/doc/${doc}`, {
        method: 'POST',
        json: { lines, source: 'test', user_id: ada.id },
        deadlineMs: 30_000,
      });
    const projectsOf = async (person: Person): Promise<number> =>
      Object((await person.browser.get('/user/projects')).body).projects.length;

    it('begin with a main document and what their owner has chosen', async () => {
      await ada.browser.post('/user/settings', { spellCheckLanguage: 'de', first_name: 'Ada & Co' });
      const project = await newProject({ name: 'A_B 50%' });
      const record = await recordOf(project.id);
      const [main] = record.rootFolder[0].docs;
      assert.deepEqual([main.name, String(record.rootDoc_id)], ['main.tex', String(main._id)]);
      assert.deepEqual(
        [record.name, record.compiler, record.spellCheckLanguage, record.publicAccesLevel, record.active],
        ['A_B 50%', 'pdflatex', 'de', 'private', true],
      );
      const text = (await zipOf(project))['main.tex'] ?? '';
      assert.ok(text.includes('\\title{A\\_B 50\\%}'), text);
      assert.ok(text.includes('Ada \\& Co'), text);
    });

    it('of the example have a text, references and a picture', async () => {
      const project = await newProject({ template: 'example' });
      assert.deepEqual(await project.entities(), {
        '/julia.jpg': 'file',
        '/main.tex': 'doc',
        '/references.bib': 'doc',
      });
      const { keys } = await project.post('/references/indexAll');
      assert.deepEqual(keys, ['julia1918']);
    });

    it('hold all that a project has, also what was typed last, and come back as it was', async () => {
      const project = await newProject({ name: 'Round trip' });
      const folder = await project.post('/folder', { name: 'a b' });
      await project.upload({ file: { name: 'pic.png', content: png }, folder: String(folder._id) });
      const tex = await project.upload({ file: { name: 'ünï.tex', content: 'before' } });
      await type(project.id, Object(tex.body).entity_id, ['typed', '', 'last']);
      const archive = await project.bytesAt('/download/zip');
      const texts = await unzip(archive);
      assert.deepEqual(Object.keys(texts).sort(), ['a b/pic.png', 'main.tex', 'ünï.tex']);
      assert.equal(texts['ünï.tex'], 'typed\n\nlast');

      const { body } = await importZip(archive);
      const copy = await opened(Object(body).project_id);
      assert.deepEqual(await copy.entities(), await project.entities());
      assert.deepEqual(await zipOf(copy), texts);
      assert.equal((await recordOf(copy.id)).name, 'Round trip', 'the title of its main document');
    });

    it('are called as their archive where no document has a title', async () => {
      const { body } = await importZip(craftZip([{ name: 'notes.txt', content: 'x' }]), 'my-paper.zip');
      const record = await recordOf(Object(body).project_id);
      assert.deepEqual([record.name, record.rootDoc_id], ['my-paper', undefined]);
    });

    it('refuse what is no archive of a project with 422, and leave nothing behind', async () => {
      const before = await projectsOf(ada);
      const ok: CraftedEntry = { name: 'main.tex', content: 'x' };
      const hostile: Record<string, Buffer> = {
        empty: Buffer.alloc(0),
        'not a zip': Buffer.from('PK but not really'),
        outside: craftZip([ok, { name: '../../evil.tex', content: 'x' }]),
        link: craftZip([ok, { name: 'passwd.tex', content: '/etc/passwd', mode: 0o120777 }]),
        'bad name': craftZip([ok, { name: 'a*.tex', content: 'x' }]),
        'blocked name': craftZip([ok, { name: '__proto__', content: 'x' }]),
        'too many': craftZip([{ ...ok, times: 2001 }]),
      };
      for (const [why, archive] of Object.entries(hostile)) {
        const { status, body } = await importZip(archive);
        assert.deepEqual(
          [status, Object(body).success, typeof Object(body).error],
          [422, false, 'string'],
          why,
        );
      }
      const bomb = craftZip([{ name: 'x.bin', content: Buffer.alloc(51 * 1024 * 1024) }]);
      assert.equal((await importZip(bomb)).status, 413);
      const { status } = await upload(url, ada.browser, '/project/new/upload', { fields: { name: 'x.zip' } });
      assert.equal(status, 422);
      assert.equal(await projectsOf(ada), before);
    });

    it('are imported only by somebody who has logged in and shows the csrf token of the session', async () => {
      const stranger = await register(url);
      await stranger.browser.post('/logout');
      const file = { name: 'a.zip', content: craftZip([{ name: 'a.txt', content: 'x' }]) };
      assert.equal((await upload(url, stranger.browser, '/project/new/upload', { file })).status, 401);
      for (const csrf of [false, 'wrong'] as const)
        assert.equal((await ada.browser.post('/project/new/upload', {}, { csrf })).status, 403);
      for (const path of ['/project/new', `/project/${new ObjectId()}/clone`])
        assert.equal((await stranger.browser.post(path, { projectName: 'x' })).status, 401);
    });

    it('of several projects are one archive of archives, of those only that one may read', async () => {
      const projects = [await newProject({ name: 'same' }), await newProject({ name: 'same' })];
      const path = `/project/download/zip?project_ids=${projects.map(({ id }) => id).join(',')}`;
      const archive = await bytesAt(url, ada.browser, path);
      assert.deepEqual(Object.keys(await unzip(archive)), ['same.zip', 'same (1).zip']);
      const eve = await register(url);
      assert.equal((await eve.browser.get(path)).status, 403);
      assert.equal((await ada.browser.get('/project/download/zip')).status, 400);
      assert.equal((await ada.browser.get('/project/download/zip?project_ids=abc')).status, 400);
      assert.equal(
        (await ada.browser.get(`/project/download/zip?project_ids=${new ObjectId()}`)).status,
        404,
      );
    });

    it('can be of another project, and do not change with it', async () => {
      const project = await newProject({ name: 'Original' });
      await project.post('/folder', { name: 'empty' });
      const picture = await project.upload({ file: { name: 'pic.png', content: png } });
      const [main] = (await recordOf(project.id)).rootFolder[0].docs;
      await type(project.id, String(main._id), ['typed']);
      await project.ask('POST', '/settings', { json: { compiler: 'xelatex' } });
      const { project_id: id, name } = await project.post('/clone', { projectName: 'Copy' });
      assert.equal(name, 'Copy');
      await type(project.id, String(main._id), ['changed']);
      await project.ask('DELETE', `/file/${Object(picture.body).entity_id}`);
      const copy = await opened(String(id));
      assert.deepEqual(await zipOf(copy), { 'main.tex': 'typed', 'pic.png': png.toString() });
      const record = await recordOf(copy.id);
      assert.deepEqual([record.name, record.compiler, String(record.owner_ref)], ['Copy', 'xelatex', ada.id]);
      assert.equal(String(record.rootDoc_id), String(record.rootFolder[0].docs[0]._id));
      assert.notEqual(String(record.rootDoc_id), String(main._id));
      assert.deepEqual(
        record.rootFolder[0].folders.map((folder: { name: string }) => folder.name),
        ['empty'],
      );
      const eve = await register(url);
      const foreign = openProject(url, eve, project.id, project.root);
      assert.equal((await foreign.ask('POST', '/clone', { json: { projectName: 'Copy' } })).status, 403);
    });

    it('may have documents that are larger than an action takes at once', async () => {
      const project = await newProject();
      const [main] = (await recordOf(project.id)).rootFolder[0].docs;
      const lines = Array.from({ length: 50_000 }, (_, index) => `Line ${index} of a long document: äöü.`);
      assert.equal((await type(project.id, String(main._id), lines)).status, 204);
      const { project_id } = await project.post('/clone', { projectName: 'Large' });
      const copy = await opened(String(project_id));
      assert.equal((await zipOf(copy))['main.tex'], lines.join('\n'));
      const { body } = await importZip(await copy.bytesAt('/download/zip'));
      const imported = await opened(Object(body).project_id);
      assert.deepEqual(await imported.entities(), { '/main.tex': 'file' }, 'more than 1 MiB is no document');
    });
  },
);
