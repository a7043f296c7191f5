import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { ObjectId } from 'mongodb';
import { describeForms } from '#test/harness/forms';
import { type Person, register, withDatabase } from '#test/overleaf/accounts';
import { basic, createProject } from '#test/overleaf/sharing';

const skip = process.env.MONGO_URL ? false : 'MONGO_URL does not name the store that is changed';
const unknown = 'f'.repeat(24);
const dayMs = 24 * 3600 * 1000;

describeForms('overleaf', 'what the other services ask web', { skip }, ({ url, form }) => {
  let owner: Person;
  let project: string;
  before(async () => {
    owner = await register(url);
    project = await createProject(owner, 'Private');
  });

  /** Asks as a service does. */
  async function ask(method: string, path: string, json?: object, headers: Record<string, string> = basic()) {
    const response = await fetch(url + path, {
      method,
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      ...(json && { body: JSON.stringify(json) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  const mainDocument = async (): Promise<string> => {
    const { body } = await owner.browser.get(`/project/${project}/metadata`);
    return Object.keys(Object(body).projectMeta)[0] ?? '';
  };
  const collection = (name: 'projects' | 'deletedProjects') => ({
    find: (filter: object) => withDatabase(form, (db) => db.collection(name).findOne(filter)),
    set: (filter: object, $set: object) =>
      withDatabase(form, (db) => db.collection(name).updateOne(filter, { $set })),
  });

  const routes = (): [method: string, path: string][] => [
    ['GET', `/project/${project}/doc/${unknown}`],
    ['POST', `/project/${project}/doc/${unknown}`],
    ['POST', `/project/${project}/join?user_id=${owner.id}`],
    ['GET', `/project/${project}/details`],
    ['GET', '/session'],
    ['GET', `/user/${owner.id}/personal_info`],
    ['POST', `/internal/project/${project}/deactivate`],
    ['POST', '/internal/deactivateOldProjects'],
    ['POST', '/internal/expire-deleted-projects-after-duration'],
    ['POST', `/internal/project/${project}/undelete`],
  ];

  it('needs the password, also of the owner of a project, and begins no session', async () => {
    const wrong: Record<string, string>[] = [
      {},
      basic('wrong'),
      { authorization: 'Basic' },
      { authorization: 'Bearer password' },
      { authorization: `Basic ${Buffer.from('other:password').toString('base64')}` },
      { cookie: owner.browser.cookie },
    ];
    for (const [method, path] of routes())
      for (const headers of wrong) {
        const answer = await ask(method, path, undefined, headers);
        assert.equal(answer.status, 401, `${method} ${path}`);
        assert.match(answer.headers.get('www-authenticate') ?? '', /^Basic /);
        assert.deepEqual(answer.headers.getSetCookie(), [], path);
      }
  });

  it('begins no session with the password either', async () => {
    for (const [method, path] of routes().slice(0, 7))
      assert.deepEqual((await ask(method, path)).headers.getSetCookie(), [], path);
  });

  it('says who belongs to a session', async () => {
    const of = async (cookie: string) => ask('GET', '/session', undefined, { ...basic(), cookie });
    const { status, body } = await of(owner.browser.cookie);
    assert.deepEqual([status, body.user._id, body.user.email], [200, owner.id, owner.email]);
    assert.equal((await of('overleaf.sid=nothing')).status, 401);
    assert.equal((await ask('GET', `/user/${owner.id}/personal_info`)).body.email, owner.email);
    assert.equal((await ask('GET', `/user/${unknown}/personal_info`)).status, 404);
    assert.equal((await ask('GET', `/project/${project}/details`)).body.name, 'Private');
    assert.equal((await ask('GET', `/project/${unknown}/details`)).status, 404);
    assert.equal((await ask('GET', '/project/x/details')).status, 400);
  });

  it('reads and writes a document with its ranges, and notes who has changed the project', async () => {
    const doc = await mainDocument();
    const path = `/project/${project}/doc/${doc}`;
    const first = (await ask('GET', path)).body;
    assert.equal(first.pathname, '/main.tex');
    const ranges = { comments: [{ id: unknown, op: { c: 'one', p: 0, t: unknown } }] };
    const lastUpdatedAt = Date.now() + 1000;
    const written = { lines: ['one', 'two'], version: 7, ranges, lastUpdatedAt, lastUpdatedBy: owner.id };
    assert.equal((await ask('POST', path, written)).status, 200);
    const { lines, version, ranges: stored } = (await ask('GET', path)).body;
    assert.deepEqual([lines, version, stored.comments[0].op], [['one', 'two'], 7, ranges.comments[0]?.op]);
    assert.equal((await ask('GET', `${path}?plain=true`)).body, 'one\ntwo');
    const changed = await collection('projects').find({ _id: new ObjectId(project) });
    assert.deepEqual(
      [changed?.lastUpdated.getTime(), String(changed?.lastUpdatedBy)],
      [lastUpdatedAt, owner.id],
    );
    for (const bad of [
      {},
      { ...written, lines: 'one' },
      { ...written, version: '7' },
      { ...written, lines: [1] },
    ])
      assert.equal((await ask('POST', path, bad)).status, 400, JSON.stringify(bad));
    assert.deepEqual((await ask('GET', path)).body.lines, ['one', 'two']);
    assert.equal((await ask('GET', `/project/${project}/doc/${unknown}`)).status, 404);
    assert.equal((await ask('POST', `/project/${project}/doc/${unknown}`, written)).status, 404);
    assert.equal((await ask('POST', `/project/${unknown}/doc/${doc}`, written)).status, 404);
    assert.equal((await ask('GET', `/project/${project}/doc/x`)).status, 400);
  });

  it('keeps what was typed into a document that is deleted meanwhile', async () => {
    const { body } = await owner.browser.post(`/project/${project}/doc`, { name: 'late.tex' });
    const doc = Object(body)._id;
    const path = `/project/${project}/doc/${doc}`;
    assert.equal((await owner.browser.ask('DELETE', path)).status, 204);
    assert.equal((await ask('GET', path)).status, 404);
    const late = { lines: ['typed late'], version: 3, ranges: {} };
    assert.equal((await ask('POST', path, late)).status, 200);
    assert.equal((await ask('GET', path)).status, 404);
    const restored = await owner.browser.post(`${path}/restore`, { name: 'again.tex' });
    assert.equal(restored.status, 200, restored.text);
    const again = await ask('GET', `/project/${project}/doc/${Object(restored.body).doc_id}`);
    assert.deepEqual([again.body.lines, again.body.pathname], [['typed late'], '/again.tex']);
  });

  it('moves the texts of a project to the archive, and opening it brings them back', async () => {
    const doc = await mainDocument();
    const _id = new ObjectId(project);
    const before = (await ask('GET', `/project/${project}/doc/${doc}`)).body.lines;
    assert.equal((await ask('POST', `/internal/project/${project}/deactivate`)).status, 200);
    assert.equal((await collection('projects').find({ _id }))?.active, false);
    await owner.browser.get(`/project/${project}`, { accept: 'text/html' });
    assert.equal((await collection('projects').find({ _id }))?.active, true);
    assert.deepEqual((await ask('GET', `/project/${project}/doc/${doc}`)).body.lines, before);
    assert.equal((await ask('POST', `/internal/project/${unknown}/deactivate`)).status, 404);
    const long = new Date(Date.now() - 200 * dayMs);
    await collection('projects').set({ _id }, { lastUpdated: long, lastOpened: long });
    const { body } = await ask('POST', '/internal/deactivateOldProjects');
    assert.ok(body.deactivated.includes(project));
    assert.ok(!(await ask('POST', '/internal/deactivateOldProjects')).body.deactivated.includes(project));
  });

  it('brings a deleted project back, and what is left of it goes after 90 days', async () => {
    const gone = await createProject(owner, 'Gone');
    const undelete = async () => (await ask('POST', `/internal/project/${gone}/undelete`)).status;
    const expire = async (): Promise<string[]> =>
      (await ask('POST', '/internal/expire-deleted-projects-after-duration')).body.expired;
    const ofGone = { 'deleterData.deletedProjectId': new ObjectId(gone) };
    const deleteIt = async () => (await owner.browser.ask('DELETE', `/project/${gone}`)).status;
    const { text } = await owner.browser.get(`/project/${gone}/metadata`);
    assert.equal(await undelete(), 404);
    assert.deepEqual([await deleteIt(), await deleteIt()], [200, 404]);
    assert.equal(await undelete(), 204);
    assert.equal((await owner.browser.get(`/project/${gone}/metadata`)).text, text);
    assert.equal(await undelete(), 404);
    assert.equal(await deleteIt(), 200);
    assert.ok(!(await expire()).includes(gone));
    const deletedAt = new Date(Date.now() - 91 * dayMs);
    await collection('deletedProjects').set(ofGone, { 'deleterData.deletedAt': deletedAt });
    assert.ok((await expire()).includes(gone));
    assert.ok(!(await expire()).includes(gone));
    assert.equal(await undelete(), 404);
    const left = await collection('deletedProjects').find(ofGone);
    assert.deepEqual([left?.project, String(left?.deleterData.deleterId)], [null, owner.id]);
  });
});
