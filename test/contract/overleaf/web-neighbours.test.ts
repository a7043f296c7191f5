import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Redis } from 'ioredis';
import { ObjectId } from 'mongodb';
import supertest from 'supertest';
import { redisNumber } from '#shared/app/needs';
import { eventually } from '#test/harness/eventually';
import { type DeployedForm, describeForms, withoutAddressOf } from '#test/harness/forms';
import { type Person, register, withDatabase } from '#test/overleaf/accounts';
import { openBrowser } from '#test/overleaf/browser';
import { newProject } from '#test/overleaf/projects';

const { MONGO_URL, REDIS_URL } = process.env;
const withoutStores = MONGO_URL && REDIS_URL ? false : 'MONGO_URL and REDIS_URL do not name the stores';
const skip = (deployed: DeployedForm) =>
  withoutStores || withoutAddressOf('contacts', 'notifications', 'docstore', 'document-updater')(deployed);

describeForms('overleaf', 'what web passes on', { skip }, ({ url, form, services }) => {
  const projectOf = ({ id }: Person, docs: { _id: ObjectId; name: string }[] = []): Promise<string> =>
    withDatabase(form, (db) => newProject(db, new ObjectId(id), { docs }));

  it('keeps the tags of each user', async () => {
    const [ada, eve] = [await register(url), await register(url)];
    const made = await ada.browser.post('/tag', { name: 'thesis' });
    const { _id } = made.body as { _id: string };
    assert.deepEqual(made.body, { _id, user_id: ada.id, name: 'thesis', project_ids: [] });
    const project = new ObjectId().toHexString();
    assert.equal((await ada.browser.post(`/tag/${_id}/project/${project}`)).status, 204);
    assert.equal((await eve.browser.post(`/tag/${_id}/rename`, { name: 'stolen' })).status, 204);
    assert.equal((await eve.browser.ask('DELETE', `/tag/${_id}`)).status, 204);
    const held = [{ _id, user_id: ada.id, name: 'thesis', project_ids: [project] }];
    assert.deepEqual((await ada.browser.get('/tag')).body, held);
    assert.deepEqual((await eve.browser.get('/tag')).body, []);
    await ada.browser.post('/tag', { name: 'other' });
    assert.equal((await ada.browser.post(`/tag/${_id}/rename`, { name: 'other' })).status, 409);
    assert.equal((await ada.browser.ask('DELETE', `/tag/${_id}/project/x`)).status, 400);
    assert.equal((await openBrowser(url).get('/tag')).status, 401);
  });

  it('checks words, and learns those of a user', async () => {
    const [ada, eve] = [await register(url), await register(url)];
    const wrongIn = async ({ browser }: Person, language = 'en') => {
      const { status, body } = await browser.post('/spelling/check', { language, words: ['right', 'wrold'] });
      return [status, (body as { misspellings: { index: number }[] }).misspellings.map(({ index }) => index)];
    };
    assert.deepEqual(await wrongIn(ada), [200, [1]]);
    assert.equal((await ada.browser.post('/spelling/learn', { word: 'wrold' })).status, 204);
    assert.deepEqual(
      [await wrongIn(ada), await wrongIn(eve)],
      [
        [200, []],
        [200, [1]],
      ],
    );
    assert.equal((await ada.browser.post('/spelling/unlearn', { word: 'wrold' })).status, 204);
    assert.deepEqual(await wrongIn(ada), [200, [1]]);
    assert.deepEqual(await wrongIn(ada, 'xx'), [422, []]);
    assert.equal((await ada.browser.post('/spelling/learn', {})).status, 400);
  });

  it('carries what is said in a project, with who has said it, to all editors', async (t) => {
    const [ada, eve] = [await register(url), await register(url)];
    const project = await projectOf(ada);
    const path = `/project/${project}/messages`;
    const heard: unknown[] = [];
    const editors = new Redis(`${REDIS_URL}/${redisNumber(5, form)}`);
    t.after(() => editors.disconnect());
    editors.on('message', (_channel, text) => {
      const { room_id, message, payload } = JSON.parse(text);
      if (room_id === project) heard.push([message, payload]);
    });
    await editors.subscribe('editor-events');
    const said = await ada.browser.post(path, { content: 'hello <b>', client_id: 'x' });
    assert.deepEqual([said.status, said.text], [204, '']);
    const [message] = (await ada.browser.get(path)).body as [{ id: string; timestamp: number }];
    const user = { id: ada.id, email: ada.email, first_name: 'ada', last_name: '' };
    const { id, timestamp } = message;
    assert.deepEqual(message, { id, content: 'hello <b>', timestamp, user_id: ada.id, user });
    await eventually(() => assert.equal(heard.length, 1));
    assert.deepEqual(heard, [['new-chat-message', [{ ...message, room_id: project }]]]);
    await ada.browser.post(path, { content: 'second' });
    const newest = (await ada.browser.get(`${path}?limit=1`)).body as { content: string }[];
    assert.deepEqual(
      newest.map(({ content }) => content),
      ['second'],
    );
    for (const content of [undefined, null, 5, 'x'.repeat(10_241)])
      assert.equal((await ada.browser.post(path, { content })).status, 400);
    for (const [browser, status] of [
      [eve.browser, 403],
      [openBrowser(url), 401],
    ] as const) {
      assert.equal((await browser.get(path)).status, status);
      assert.equal((await browser.post(path, { content: 'x' })).status, status);
    }
  });

  it('shows what a document was, and brings it back', async () => {
    const [ada, eve] = [await register(url), await register(url)];
    const doc = { _id: new ObjectId(), name: 'main.tex' };
    const project = await projectOf(ada, [doc]);
    const path = `/project/${project}/doc/${doc._id}`;
    const docstore = supertest(services.docstore ?? '');
    const updater = supertest(services['document-updater'] ?? '');
    await docstore
      .post(path)
      .send({ lines: ['old'], version: 0, ranges: {} })
      .expect(200);
    await updater
      .post(path)
      .send({ lines: ['new'], source: 'test', user_id: ada.id })
      .expect(204);

    const { status, body } = await ada.browser.get(`/project/${project}/updates?min_count=5`);
    const [update] = (body as { updates: { docs: object; meta: { users: { id: string }[] } }[] }).updates;
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(update?.docs ?? {}), [String(doc._id)]);
    assert.deepEqual(
      update?.meta.users.map(({ id }) => id),
      [ada.id],
    );
    const diff = await ada.browser.get(`${path}/diff?from=0&to=1`);
    assert.match(diff.text, /"i":"new"/);
    const restore = `${path}/version/0/restore`;
    for (const [browser, refusal] of [
      [eve.browser, 403],
      [openBrowser(url), 401],
    ] as const) {
      assert.equal((await browser.get(`/project/${project}/updates`)).status, refusal);
      assert.equal((await browser.get(`${path}/diff?from=0&to=1`)).status, refusal);
      assert.equal((await browser.post(restore)).status, refusal);
    }
    assert.equal((await ada.browser.post(restore)).status, 204);
    const { body: restored } = await docstore.get(path).expect(200);
    assert.deepEqual(restored.lines, ['old']);
    assert.equal((await ada.browser.get(`/project/${project}/doc/x/diff`)).status, 400);
  });

  it('names the people with whom a user works, the most frequent first', async () => {
    const [ada, once, often] = [await register(url), await register(url), await register(url)];
    const contacts = supertest(services.contacts ?? '');
    const gone = new ObjectId().toHexString();
    for (const contact_id of [once.id, often.id, often.id, gone, gone, gone])
      await contacts.post(`/user/${ada.id}/contacts`).send({ contact_id }).expect(204);
    const { body } = await ada.browser.get('/user/contacts');
    const shown = ({ id, email }: Person) => ({ id, email, first_name: 'ada', last_name: '', type: 'user' });
    assert.deepEqual(body, { contacts: [shown(often), shown(once)] });
  });

  it('tells users of invitations, in HTML in which names are text', async () => {
    const [ada, eve] = [await register(url), await register(url)];
    const messageOpts = {
      userName: '<i>Grace</i>',
      projectName: '"Thesis"',
      projectId: new ObjectId().toHexString(),
      token: 'abc',
    };
    const invitation = { key: 'project-invite-1', templateKey: 'notification_project_invite', messageOpts };
    const notifications = supertest(services.notifications ?? '');
    await notifications.post(`/user/${ada.id}`).send(invitation).expect(200);
    const told = async () => (await ada.browser.get('/notifications')).body as Record<string, string>[];
    const [one] = await told();
    assert.deepEqual(one?.messageOpts, messageOpts);
    assert.equal(
      one?.html,
      `<b>&lt;i&gt;Grace&lt;/i&gt;</b> would like you to join <a href="/project/${messageOpts.projectId}/invite/token/abc">&quot;Thesis&quot;</a>`,
    );
    await eve.browser.ask('DELETE', `/notifications/${one?._id}`);
    assert.equal((await told()).length, 1);
    assert.equal((await ada.browser.ask('DELETE', `/notifications/${one?._id}`)).status, 200);
    assert.deepEqual(await told(), []);
  });
});
