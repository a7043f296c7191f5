import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { Redis } from 'ioredis';
import { MongoClient, ObjectId } from 'mongodb';
import supertest from 'supertest';
import { nameIn, redisNumber } from '#shared/app/needs';
import { describeForms, withoutAddressOf } from '#test/harness/forms';

const newId = (): string => new ObjectId().toHexString();
const { MONGO_URL, REDIS_URL } = process.env;
const withoutStores = MONGO_URL && REDIS_URL ? false : 'MONGO_URL and REDIS_URL do not name the stores';

describeForms(
  'overleaf',
  'track-changes',
  { skip: withoutAddressOf('track-changes') },
  ({ form, services }) => {
    const request = supertest(services['track-changes'] ?? '');
    const closing: (() => unknown)[] = [];
    after(() => Promise.all(closing.map((close) => close())));

    /** A project whose history is kept, and whose document has updates in the queue, a letter a minute and more. */
    async function queue(count: number) {
      const [client, redis] = [
        new MongoClient(MONGO_URL ?? ''),
        new Redis(`${REDIS_URL}/${redisNumber(5, form)}`),
      ];
      closing.push(
        () => client.close(),
        () => redis.quit(),
      );
      const [project, doc] = [newId(), newId()];
      const preserved = { project_id: new ObjectId(project), preserveHistory: true };
      await client.db(nameIn(form, 'sharelatex')).collection('projectHistoryMetaData').insertOne(preserved);
      const updates = Array.from({ length: count }, (_, v) =>
        JSON.stringify({
          op: [{ p: 0, i: 'x' }],
          v,
          meta: { user_id: newId(), ts: 1_600_000_000_000 + v * 100_000 },
        }),
      );
      await redis.rpush(`UncompressedHistoryOps:{${doc}}`, ...updates);
      await redis.sadd(`DocsWithHistoryOps:{${project}}`, doc);
      return { project, doc, redis };
    }

    it('refuses ids that are none with 400', async () => {
      for (const path of ['/project/abc/updates', '/project/abc/export', `/project/${newId()}/doc/ABC/diff`])
        await request.get(path).expect(400);
      await request.post(`/project/${newId()}/doc/abc/flush`).expect(400);
      await request.post(`/project/abc/doc/${newId()}/version/1/restore`).expect(400);
    });

    it('moves each queued update into the history once, however many flush at once', {
      skip: withoutStores,
    }, async () => {
      const { project, doc, redis } = await queue(250);
      const flush = () => request.post(`/project/${project}/doc/${doc}/flush`).expect(204);
      await Promise.all([flush(), flush(), request.post(`/project/${project}/flush`).expect(204), flush()]);
      assert.equal(
        await redis.exists(`UncompressedHistoryOps:{${doc}}`, `DocsWithHistoryOps:{${project}}`),
        0,
      );
      const { body } = await request.get(`/project/${project}/export`).expect(200);
      const newestFirst = Array.from({ length: 250 }, (_, v) => 249 - v);
      assert.deepEqual(
        (body as { v: number }[]).map(({ v }) => v),
        newestFirst,
      );
    });

    it('keeps in the queue what is broken or follows a gap', { skip: withoutStores }, async () => {
      const { project, doc, redis } = await queue(2);
      await request.post(`/project/${project}/flush`).expect(204);
      const list = `UncompressedHistoryOps:{${doc}}`;
      for (const text of ['{"op":', '{"op":[{"p":0,"i":"x"}],"v":7}', '{"op":[{"p":0}],"v":2}']) {
        await redis.rpush(list, text);
        await request.post(`/project/${project}/doc/${doc}/flush`).expect(500);
        assert.deepEqual(await redis.lrange(list, 0, -1), [text]);
        await redis.del(list);
      }
    });

    it('lists as many summaries as are asked for, page after page', { skip: withoutStores }, async () => {
      const { project, doc } = await queue(10);
      const all = await request.get(`/project/${project}/updates`).expect(200);
      assert.deepEqual(
        all.body.updates[0].docs,
        { [doc]: { fromV: 0, toV: 9 } },
        'less than five minutes apart',
      );
      assert.equal(all.body.nextBeforeTimestamp, undefined);
      const early = await request
        .get(`/project/${project}/updates?before=1600000300000&min_count=1`)
        .expect(200);
      assert.deepEqual(early.body.updates[0].docs, { [doc]: { fromV: 0, toV: 2 } });
    });
  },
);
