// Editors at two processes of real-time, while connections break, Redis or web goes away, and invocations are lost: all end with the same text.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { OpenDoc } from '#apps/overleaf/real-time/client/open-doc';
import { forms } from '#shared/app/addresses';
import { randomOp } from '#test/apps/overleaf/ot/random-op';
import { eventually } from '#test/harness/eventually';
import { randomFrom } from '#test/harness/random';
import { type Editing, startEditing } from '#test/overleaf/editing';

const skip = !process.env.REDIS_URL && 'needs Redis: npm test -- state';

for (const form of forms)
  describe(`editors of real-time, ${form}`, { skip }, () => {
    let editing: Editing;
    before(async () => {
      editing = await startEditing(form);
    });
    after(() => editing.stop());
    afterEach(() => editing.closeAll());

    /** Editors of one new document, at both processes and over both transports. */
    async function openAll(...lines: string[]) {
      const { project, doc } = editing.newDoc(...lines);
      const clients = (['websocket', 'xhr-polling', 'websocket'] as const).map((transport, index) =>
        editing.editor(index === 1 ? 1 : 0, { projectId: project, transport }),
      );
      const docs = clients.map((client) => client.open(doc));
      await eventually(() => {
        for (const each of docs) assert.equal(each.version, 1);
      });
      return { project, doc, clients, docs };
    }

    /** Asserts that all has arrived everywhere; answers the text. */
    async function converge({ project, doc, docs }: Awaited<ReturnType<typeof openAll>>): Promise<string> {
      await eventually(() => {
        for (const each of docs) assert.ok(each.isSaved, 'everything is saved');
        for (const each of docs) assert.equal(each.text, docs[0]?.text);
      }, 20_000);
      const answer = await fetch(`${editing.updater.url}/project/${project}/doc/${doc}`);
      const { lines } = (await answer.json()) as { lines: string[] };
      assert.equal(docs[0]?.text, lines.join('\n'));
      return lines.join('\n');
    }

    const insert = (doc: OpenDoc | undefined, i: string): void => doc?.edit([{ p: 0, i }]);
    const redis = () => editing.updater.redis;

    it('end with the same text, whatever they type at once', async () => {
      const opened = await openAll('one', 'žluť 🙂');
      const seeded = randomFrom(7);
      const random = (bound: number): number => Math.floor(seeded() * bound);
      for (let round = 0; round < 40; round++) {
        const doc = opened.docs[random(3)] as OpenDoc;
        doc.edit(randomOp(doc.text, random));
        if (random(4) === 0) await new Promise((resolve) => setImmediate(resolve));
        if (random(8) === 0) opened.clients[random(3)]?.disconnect();
      }
      await converge(opened);
    });

    it('get what was published while real-time was cut off from Redis', async () => {
      const opened = await openAll('text');
      // Nobody hears it: each new subscription is ended too.
      const cut = setInterval(() => void redis().call('CLIENT', 'KILL', 'TYPE', 'pubsub'), 10);
      await redis().call('CLIENT', 'KILL', 'TYPE', 'pubsub');
      insert(opened.docs[0], 'A');
      await eventually(async () => {
        const answer = await fetch(`${editing.updater.url}/project/${opened.project}/doc/${opened.doc}`);
        assert.equal(((await answer.json()) as { version: number }).version, 2);
      });
      clearInterval(cut);
      assert.equal(await converge(opened), 'Atext');
    });

    it('lose nothing when all connections to Redis break', async () => {
      const opened = await openAll('text');
      const breaking = setInterval(() => {
        for (const type of ['pubsub', 'normal'])
          void redis().call('CLIENT', 'KILL', 'TYPE', type, 'SKIPME', 'yes');
      }, 100);
      for (let round = 0; round < 30; round++) {
        insert(opened.docs[round % 3], `${round},`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      clearInterval(breaking);
      const text = await converge(opened);
      const typed = text.split(',').slice(0, -1).map(Number);
      assert.deepEqual(
        typed.sort((one, other) => one - other),
        Array.from({ length: 30 }, (_, round) => round),
      );
    });

    it('connect again when web comes back', async () => {
      const opened = await openAll('text');
      const join = editing.web.join;
      editing.web.join = () => 503;
      for (const client of opened.clients) client.disconnect();
      insert(opened.docs[0], 'A');
      await eventually(() => assert.ok(editing.web.calls.length > 10));
      editing.web.join = join;
      assert.equal(await converge(opened), 'Atext');
    });

    it('open a document anew whose updates are not kept any more', async () => {
      const opened = await openAll('text');
      const [first, second] = opened.clients;
      second?.disconnect();
      first?.disconnect();
      await redis().del(`DocOps:{${opened.doc}}`);
      assert.equal(await converge(opened), 'text');
    });

    it('go on after an update of somebody else was refused', async () => {
      const opened = await openAll('text');
      await editing.updater.push(opened.project, opened.doc, { v: 1, op: [{ p: 0, d: 'other' }], meta: {} });
      insert(opened.docs[2], 'A');
      assert.equal(await converge(opened), 'Atext');
    });
  });

describe('real-time, serverless', { skip }, () => {
  it('answers an editor though no invocation reaches document-updater, whose alarm finds the update', async () => {
    const editing = await startEditing('serverless', { loseInvocations: true });
    try {
      const { project, doc } = editing.newDoc('text');
      const opened = editing.editor(0, { projectId: project }).open(doc);
      await eventually(() => assert.equal(opened.version, 1));
      opened.edit([{ p: 0, i: 'A' }]);
      await eventually(async () => {
        assert.equal(await editing.updater.redis.llen(`PendingUpdates:{${doc}}`), 1);
      });
      await editing.updater.sweep?.();
      await eventually(() => assert.ok(opened.isSaved));
    } finally {
      await editing.stop();
    }
  });
});
