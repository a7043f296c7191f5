// What needs no other service: documents that are in Redis already. test/state/overleaf/ has the rest, with stand-ins.
import assert from 'node:assert/strict';
import { after, before, beforeEach, it } from 'node:test';
import { Redis } from 'ioredis';
import { ObjectId } from 'mongodb';
import { docKeys, projectKeys, tokenLists } from '#apps/overleaf/document-updater/keys';
import { redisNumber } from '#shared/app/needs';
import { actionOf } from '#test/harness/actions';
import { eventually } from '#test/harness/eventually';
import { describeForms, withoutAddressOf } from '#test/harness/forms';

const { REDIS_URL } = process.env;
/** The databases of Overleaf. */
const redisIndex = 5;
const newId = (): string => new ObjectId().toHexString();

describeForms(
  'overleaf',
  'document-updater',
  {
    skip: (deployed) =>
      !REDIS_URL ? 'the store cannot be read: set REDIS_URL' : withoutAddressOf('document-updater')(deployed),
  },
  ({ form, services }) => {
    const url = services['document-updater'] ?? '';
    let redis: Redis;
    let project: string;
    let doc: string;
    before(() => {
      redis = new Redis(`${REDIS_URL}/${redisNumber(redisIndex, form)}`);
    });
    after(() => redis.disconnect());
    beforeEach(() => {
      [project, doc] = [newId(), newId()];
    });

    const get = (path = ''): Promise<Response> => fetch(`${url}/project/${project}/doc/${doc}${path}`);
    const json = async (response: Promise<Response>): Promise<Record<string, unknown>> =>
      (await (await response).json()) as Record<string, unknown>;

    /** Loads a document, as if web had answered with it. */
    async function load(lines: string[], version: number): Promise<void> {
      await redis.mset({
        [docKeys.lines(doc)]: JSON.stringify(lines),
        [docKeys.version(doc)]: version,
        [docKeys.project(doc)]: project,
        [docKeys.pathname(doc)]: '/main.tex',
      });
      await redis.sadd(projectKeys.docs(project), doc);
    }

    /** Pushes an insertion at the beginning of the document and a work token. */
    async function push(i: string, v: number): Promise<void> {
      await redis.rpush(
        docKeys.pending(doc),
        JSON.stringify({ doc, op: [{ i, p: 0 }], v, meta: { source: 'P.1' } }),
      );
      await redis.rpush(tokenLists[3] ?? '', `${project}:${doc}`);
    }

    it('answers a document that is loaded', async () => {
      await load(['one', 'two'], 7);
      const content = { id: doc, lines: ['one', 'two'], version: 7 };
      assert.deepEqual(await json(get('/peek')), content);
      assert.deepEqual(await json(get()), { ...content, ops: [], ranges: {}, pathname: '/main.tex' });
      assert.equal((await get('?fromVersion=3')).status, 422);
    });

    it('says what it does not have, and what is no id', async () => {
      assert.equal((await get('/peek')).status, 404);
      const response = await fetch(`${url}/project/${project}/doc/abc/peek`);
      assert.equal(response.status, 400);
      assert.match(await response.text(), /doc: must be 24 hexadecimal digits/);
    });

    it('answers a document of 2 MiB', async () => {
      const line = 'a'.repeat(2 * 1024 * 1024 - 4);
      await load([line], 1);
      assert.deepEqual((await json(get())).lines, [line]);
    });

    const noStart = form === 'serverless' && !process.env.OW_APIHOST && 'needs OW_APIHOST and OW_AUTH';
    it('applies what is pushed and started, in its order', { skip: noStart }, async () => {
      await load(['abc'], 1);
      for (const [index, letter] of ['x', 'y', 'z'].entries()) {
        await push(letter, 1 + index);
        if (form === 'serverless')
          await actionOf('overleaf/document-updater-process').start({
            body: { project_id: project, doc_id: doc },
          });
      }
      await eventually(async () => assert.equal((await json(get('/peek'))).version, 4));
      assert.deepEqual((await json(get())).lines, ['zyxabc']);
    });

    it('applies what is pushed and never started', async () => {
      await load(['abc'], 1);
      await push('x', 1);
      await eventually(async () => assert.deepEqual((await json(get('/peek'))).lines, ['xabc']), 20_000);
    });

    it('applies what is pending before it answers', async () => {
      await load(['abc'], 1);
      await push('x', 1);
      assert.deepEqual((await json(get())).lines, ['xabc']);
    });
  },
);
