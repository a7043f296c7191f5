import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ObjectId } from 'mongodb';
import supertest from 'supertest';
import { describeForms, withoutAddressOf } from '#test/harness/forms';

const newId = (): string => new ObjectId().toHexString();

interface Message {
  id: string;
  content: string;
  timestamp: number;
}

describeForms('overleaf', 'chat', { skip: withoutAddressOf('chat') }, ({ services }) => {
  const request = supertest(services.chat ?? '');
  const user = newId();

  async function say(path: string, content: string): Promise<Message> {
    const { body } = await request.post(`${path}/messages`).send({ user_id: user, content }).expect(201);
    return body as Message;
  }

  it('gives the newest messages first, as many as asked for, before a time', async () => {
    const path = `/project/${newId()}`;
    for (const content of ['one', 'two', 'three']) {
      const { timestamp } = await say(path, content);
      // Two messages of one millisecond have no order.
      while (Date.now() === timestamp);
    }
    const ask = async (query: string): Promise<Message[]> =>
      (await request.get(`${path}/messages?${query}`).expect(200)).body as Message[];
    const all = await ask('');
    const contents = async (query: string) => (await ask(query)).map(({ content }) => content);
    assert.deepEqual(await contents(''), ['three', 'two', 'one']);
    assert.deepEqual(await contents('limit=2x'), ['three', 'two']);
    for (const one of ['limit=1.7', 'limit=-1']) assert.deepEqual(await contents(one), ['three']);
    for (const any of ['limit=0', 'limit=abc', 'limit=']) assert.equal((await ask(any)).length, 3);
    assert.deepEqual(await contents(`before=${all[1]?.timestamp}`), ['one']);
    assert.deepEqual(await contents(`before=${all[0]?.timestamp}&limit=1`), ['two']);
  });

  it('keeps the first two messages of a project in one room, however they come', async () => {
    const path = `/project/${newId()}`;
    await Promise.all(['a', 'b', 'c', 'd'].map((content) => say(path, content)));
    const { body } = await request.get(`${path}/messages`).expect(200);
    assert.deepEqual((body as Message[]).map(({ content }) => content).sort(), ['a', 'b', 'c', 'd']);
  });

  it('has threads, whose messages are edited, deleted, resolved and opened again', async () => {
    const project = newId();
    const thread = newId();
    const path = `/project/${project}/thread/${thread}`;
    const first = await say(path, 'first');
    const second = await say(path, 'second');
    await request.post(`${path}/messages/${first.id}/edit`).send({ content: 'changed' }).expect(204);
    const read = async () => (await request.get(`/project/${project}/threads`).expect(200)).body;
    const { messages } = (await read())[thread];
    assert.deepEqual(
      messages.map((each: Message & { edited_at?: number }) => [each.content, each.edited_at !== undefined]),
      [
        ['changed', true],
        ['second', false],
      ],
    );
    await request.post(`${path}/resolve`).send({ user_id: user }).expect(204);
    const { resolved, resolved_by_user_id } = (await read())[thread];
    assert.deepEqual([resolved, resolved_by_user_id], [true, user]);
    await request.post(`${path}/reopen`).expect(204);
    assert.equal((await read())[thread].resolved, undefined);
    for (const { id } of [first, second]) await request.delete(`${path}/messages/${id}`).expect(204);
    assert.deepEqual(await read(), {}, 'a thread without messages is not listed');
    await say(path, 'again');
    await request.delete(path).expect(204);
    assert.deepEqual(await read(), {});
    assert.deepEqual(
      (await request.get(`/project/${project}/messages`)).body,
      [],
      'the chat is another room',
    );
  });

  it('does not touch a message through another thread or project', async () => {
    const [project, thread] = [newId(), newId()];
    const { id } = await say(`/project/${project}/thread/${thread}`, 'mine');
    for (const other of [`/project/${newId()}/thread/${thread}`, `/project/${project}/thread/${newId()}`]) {
      await request.post(`${other}/messages/${id}/edit`).send({ content: 'x' }).expect(404);
      await request.delete(`${other}/messages/${id}`).expect(204);
    }
    const { body } = await request.get(`/project/${project}/threads`).expect(200);
    assert.equal(body[thread].messages[0].content, 'mine');
  });
});
