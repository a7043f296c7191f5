import assert from 'node:assert/strict';
import { after, before, beforeEach, it } from 'node:test';
import { ObjectId } from 'mongodb';
import { openDoc } from '#apps/overleaf/load/projects';
import { Visitor } from '#apps/overleaf/load/site';
import { describeForms } from '#test/harness/forms';
import { type Person, register } from '#test/overleaf/accounts';
import { listenToEditors } from '#test/overleaf/editor-events';
import { addMember, basic, createProject } from '#test/overleaf/sharing';

const skip = process.env.REDIS_URL ? false : 'REDIS_URL does not name the store that carries the events';

describeForms('overleaf', 'comments and tracked changes', { skip }, ({ url }) => {
  let [owner, reader]: Person[] = [];
  let editors: Awaited<ReturnType<typeof listenToEditors>>;
  let [project, doc, thread] = ['', '', ''];
  before(async () => {
    editors = await listenToEditors();
    [owner, reader] = [await register(url), await register(url)];
    project = await createProject(owner);
    await addMember(owner, project, reader, 'readOnly');
    const { body } = await owner.browser.get(`/project/${project}/metadata`);
    doc = Object.keys(Object(body).projectMeta)[0] ?? '';
  });
  after(() => editors.close());
  beforeEach(async () => {
    thread = new ObjectId().toHexString();
    await editors.take(project);
  });

  const send = async (who: Person | undefined, method: string, path: string, json?: object) =>
    (await who?.browser.ask(method, `/project/${project}${path}`, { ...(json && { json }) }))?.status;
  const read = async (path: string) => Object((await owner?.browser.get(`/project/${project}${path}`))?.body);
  /** What the editors have heard since the last time, but for people who come and go. */
  const heard = async () =>
    (await editors.take(project))
      .filter(({ message }) => !message.startsWith('clientTracking.'))
      .map(({ message, payload }) => [message, ...payload]);
  const shown = (person: Person | undefined) => {
    const { id, email } = person as Person;
    return { id, email, first_name: 'ada', last_name: '' };
  };

  it('a comment reaches all editors with who has written it, and so does its change and its end', async () => {
    assert.equal(await send(reader, 'POST', `/thread/${thread}/messages`, { content: 'why?' }), 204);
    const [message] = (await read('/threads'))[thread].messages;
    assert.deepEqual([message.content, message.user_id, message.user], ['why?', reader?.id, shown(reader)]);
    const [[event, of, said] = []] = await heard();
    assert.deepEqual([event, of], ['new-comment', thread]);
    assert.deepEqual(
      [Object(said).id, Object(said).content, Object(said).timestamp, Object(said).user],
      [message.id, 'why?', message.timestamp, shown(reader)],
    );
    const path = `/thread/${thread}/messages/${message.id}`;
    assert.equal(await send(reader, 'POST', `${path}/edit`, { content: 'why so?' }), 204);
    assert.deepEqual(await heard(), [['edit-message', thread, message.id, 'why so?']]);
    assert.equal((await read('/threads'))[thread].messages[0].content, 'why so?');
    assert.equal(await send(reader, 'DELETE', path), 204);
    assert.deepEqual(await heard(), [['delete-message', thread, message.id]]);
    assert.deepEqual((await read('/threads'))[thread]?.messages ?? [], []);
  });

  it('what others have said can be changed by nobody, and deleted by writers only', async () => {
    const said = async (who: Person | undefined, content: string) => {
      assert.equal(await send(who, 'POST', `/thread/${thread}/messages`, { content }), 204);
      const { messages } = (await read('/threads'))[thread];
      return `/thread/${thread}/messages/${messages.at(-1).id}`;
    };
    const ofOwner = await said(owner, 'by the owner');
    const ofReader = await said(reader, 'by the reader');
    await heard();
    assert.equal(await send(reader, 'POST', `${ofOwner}/edit`, { content: 'changed' }), 404);
    assert.equal(await send(owner, 'POST', `${ofReader}/edit`, { content: 'changed' }), 404);
    assert.equal(await send(reader, 'DELETE', ofOwner), 404);
    assert.deepEqual(await heard(), []);
    const contents = (await read('/threads'))[thread].messages.map(
      ({ content }: { content: string }) => content,
    );
    assert.deepEqual(contents, ['by the owner', 'by the reader']);
    assert.equal(await send(owner, 'DELETE', ofReader), 204);
    assert.equal((await heard()).length, 1);
  });

  it('a comment in a text names its thread by an id, so that others can show and delete it', async () => {
    const open = (who: Person | undefined) =>
      openDoc(Object.assign(new Visitor(url), { cookie: who?.browser.cookie }), project);
    const [writing, reading] = [await open(reader), await open(owner)];
    const [first = ''] = writing.doc.text;
    for (const t of ['constructor', '__proto__', 'x'.repeat(24), ''])
      await assert.rejects(
        writing.client.request('applyOtUpdate', doc, { op: [{ p: 0, c: first, t }], v: writing.doc.version }),
      );
    await writing.changed(() => writing.doc.version >= 0);
    writing.doc.edit([{ p: 0, c: first, t: thread }]);
    await reading.changed(() => reading.doc.comments.length > 0);
    assert.deepEqual(
      reading.doc.comments.map(({ id }) => id),
      [thread],
    );
    for (const { client } of [writing, reading]) client.close();
  });

  it('refuses comments that cannot be read, and tells nobody', async () => {
    const path = `/thread/${thread}/messages`;
    for (const body of [{}, { content: 5 }, { content: null }, { content: 'x'.repeat(10_241) }])
      assert.equal(await send(owner, 'POST', path, body), 400, JSON.stringify(body).slice(0, 50));
    assert.equal(await send(owner, 'POST', '/thread/x/messages', { content: 'x' }), 400);
    assert.equal(await send(owner, 'POST', `${path}/${thread}/edit`, { content: 'x' }), 404);
    assert.equal(await send(owner, 'POST', `${path}/x/edit`, { content: 'x' }), 400);
    assert.deepEqual(await heard(), []);
  });

  it('refuses an empty comment with a word on it, and keeps what was said', async () => {
    const path = `/project/${project}/thread/${thread}/messages`;
    assert.equal((await owner?.browser.post(path, { content: 'why?' }))?.status, 204);
    const [{ id }] = (await read('/threads'))[thread].messages;
    await heard();
    for (const place of [path, `${path}/${id}/edit`])
      for (const content of ['', ' \n\t']) {
        const { status, body } = (await owner?.browser.post(place, { content })) ?? {};
        assert.equal(status, 400);
        assert.match(JSON.stringify(body), /must be the text of the comment, which cannot be empty/);
      }
    assert.deepEqual(await heard(), []);
    assert.equal((await read('/threads'))[thread].messages[0].content, 'why?');
  });

  it('a thread is resolved, opened again and deleted by writers', async () => {
    await send(owner, 'POST', `/thread/${thread}/messages`, { content: 'fix this' });
    await heard();
    const path = `/doc/${doc}/thread/${thread}`;
    for (const [method, end] of [
      ['POST', '/resolve'],
      ['POST', '/reopen'],
      ['DELETE', ''],
    ] as const)
      assert.equal(await send(reader, method, path + end), 403);
    assert.equal(await send(owner, 'POST', `${path}/resolve`), 204);
    const resolved = (await read('/threads'))[thread];
    assert.deepEqual(
      [resolved.resolved, resolved.resolved_by_user_id, resolved.resolved_by_user],
      [true, owner?.id, shown(owner)],
    );
    assert.equal(await send(owner, 'POST', `${path}/reopen`), 204);
    assert.equal((await read('/threads'))[thread].resolved, undefined);
    assert.equal(await send(owner, 'DELETE', path), 204);
    assert.equal((await read('/threads'))[thread], undefined);
    const { id, ...names } = shown(owner);
    assert.deepEqual(await heard(), [
      ['resolve-thread', thread, { id, ...names }],
      ['reopen-thread', thread, { id, ...names }],
      ['delete-thread', thread],
    ]);
  });

  it('changes that are accepted leave the document, and the editors hear which', async () => {
    const { body: made } =
      (await owner?.browser.post(`/project/${project}/doc`, { name: 'changed.tex' })) ?? {};
    const changed = Object(made)._id;
    await heard();
    const [first, second] = [new ObjectId().toHexString(), new ObjectId().toHexString()];
    const metadata = { user_id: reader?.id, ts: new Date().toISOString() };
    const changes = [
      { id: first, op: { i: 'one', p: 0 }, metadata },
      { id: second, op: { i: 'two', p: 4 }, metadata },
    ];
    const stored = await fetch(`${url}/project/${project}/doc/${changed}`, {
      method: 'POST',
      headers: { ...basic(), 'content-type': 'application/json' },
      body: JSON.stringify({ lines: ['one two'], version: 50, ranges: { changes } }),
    });
    assert.equal(stored.status, 200, await stored.text());
    const left = async (): Promise<string[]> => {
      const found = Object.values(await read('/ranges')).find((each) => Object(each).id === changed);
      return (Object(found).ranges?.changes ?? []).map(({ id }: { id: string }) => id);
    };
    assert.deepEqual(await left(), [first, second]);
    assert.deepEqual(Object.values(await read('/changes/users')), [shown(reader)]);
    const accept = (who: Person | undefined, body: object) =>
      send(who, 'POST', `/doc/${changed}/changes/accept`, body);
    assert.equal(await accept(reader, { change_ids: [first] }), 403);
    for (const body of [{}, { change_ids: first }, { change_ids: [1] }])
      assert.equal(await accept(owner, body), 400);
    assert.deepEqual(await heard(), []);
    assert.equal(await accept(owner, { change_ids: [first] }), 204);
    assert.deepEqual(await heard(), [['accept-changes', changed, [first]]]);
    assert.deepEqual(await left(), [second]);
  });
});
