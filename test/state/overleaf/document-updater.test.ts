// Document-updater in both forms, with stand-ins in the places of the services that it calls.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ObjectId } from 'mongodb';
import { docKeys, flushQueue, projectKeys, tokenLists } from '#apps/overleaf/document-updater/keys';
import { apply } from '#apps/overleaf/ot/apply';
import type { Op } from '#apps/overleaf/ot/components';
import { forms } from '#shared/app/addresses';
import { eventually } from '#test/harness/eventually';
import { type Published, type RunningUpdater, startUpdater } from '#test/overleaf/document-updater';

const skip = !process.env.REDIS_URL && 'needs Redis: npm test -- state';
const newId = (): string => new ObjectId().toHexString();

interface ShownDoc {
  lines: string[];
  version: number;
  ops: { v: number; op: Op }[];
  ranges: { changes?: { id: string }[]; comments?: { id: string }[] };
}

for (const form of forms)
  describe(`document-updater, ${form}`, { skip }, () => {
    let updater: RunningUpdater;
    let project: string;
    let doc: string;
    before(async () => {
      updater = await startUpdater(form);
    });
    after(() => updater.stop());

    /** Begins with a document that web has. */
    function begin(lines: string[], version = 1): void {
      [project, doc] = [newId(), newId()];
      updater.answers.web = ({ method }) =>
        method === 'GET' ? { status: 200, body: { lines, version, pathname: '/main.tex' } } : { status: 204 };
      updater.published.length = 0;
      updater.calls.length = 0;
    }
    const request = (method: string, path: string, json?: unknown): Promise<Response> =>
      fetch(`${updater.url}/project/${project}${path}`, {
        method,
        ...(json !== undefined && {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(json),
        }),
      });
    const shown = async (query = ''): Promise<ShownDoc> =>
      (await (await request('GET', `/doc/${doc}${query}`)).json()) as ShownDoc;
    const status = async (...args: Parameters<typeof request>): Promise<number> =>
      (await request(...args)).status;
    const insert = (i: string, p: number, v: number, meta = {}) => ({
      doc,
      op: [{ i, p }],
      v,
      meta: { source: 'P.1', user_id: 'u1', ...meta },
    });
    const saved = () => updater.calls.filter(({ to, method }) => to === 'web' && method === 'POST');

    it('applies what is pushed, publishes it, and answers the updates since a version', async () => {
      begin(['one', 'two']);
      await updater.push(project, doc, insert('X', 0, 1), insert('Y', 3, 1));
      await eventually(() => assert.equal(updater.published.length, 2));
      const { lines, version, ops } = await shown('?fromVersion=2');
      assert.deepEqual(lines, ['XoneY', 'two']);
      assert.equal(version, 3);
      assert.deepEqual(
        ops.map(({ v, op }) => ({ v, op })),
        [{ v: 2, op: [{ i: 'Y', p: 4 }] }],
      );
    });

    it('tells the editors what it refuses, and applies the rest of the batch', async () => {
      begin(['abc']);
      const refused = [
        { ...insert('x', 0, 1), hash: '0'.repeat(40) },
        insert('a\0b', 0, 1),
        insert('a'.repeat(2 * 1024 * 1024), 0, 1),
        insert('x', 0, 9),
        'no json',
      ];
      await updater.push(project, doc, ...refused, insert('Z', 3, 1));
      await eventually(() => assert.equal(updater.published.length, refused.length + 1));
      const words = [/Invalid hash/, /NUL/, /max doc size/, /future version/, /JSON/];
      for (const [index, word] of words.entries()) assert.match(updater.published[index]?.error ?? '', word);
      assert.deepEqual((await shown()).lines, ['abcZ']);
    });

    it('reads and flushes documents for a compile whose state it knows', async () => {
      begin(['abc']);
      await shown();
      const path = '/get_and_flush_if_old?state=s1';
      assert.equal(await status('POST', path), 409);
      await updater.push(project, doc, insert('X', 0, 1));
      await updater.settled(doc);
      const docs = await (await request('POST', path)).json();
      assert.deepEqual(docs, [{ _id: doc, lines: ['Xabc'], v: 2 }]);
      assert.equal(saved().length, 0, 'the change is young');
      await updater.redis.set(docKeys.unflushedSince(doc), Date.now() - 6 * 60_000);
      assert.equal(await status('GET', '/doc?state=s1'), 200);
      assert.equal(saved().length, 1);
      assert.equal(await status('POST', '/clearState'), 200);
      assert.equal(await status('POST', path), 409);
    });

    it('accepts tracked changes and deletes comments', async () => {
      begin(['abc']);
      const op: Op = [
        { i: 'X', p: 0 },
        { i: 'Y', p: 2 },
        { c: 'b', p: 3, t: 'thread' },
      ];
      await updater.push(project, doc, { doc, op, v: 1, meta: { user_id: 'u1', tc: 'a'.repeat(18) } });
      await updater.settled(doc);
      const [first = { id: '' }, second] = (await shown()).ranges.changes ?? [];
      assert.equal(await status('POST', `/doc/${doc}/change/${first.id}/accept`), 204);
      assert.deepEqual(
        (await shown()).ranges.changes?.map(({ id }) => id),
        [second?.id],
      );
      assert.equal(await status('POST', `/doc/${doc}/change/accept`, { change_ids: [second?.id] }), 204);
      assert.equal(await status('DELETE', `/doc/${doc}/comment/thread`), 204);
      assert.deepEqual((await shown()).ranges, {});
    });

    it('leaves what is pending of a document to its project, whoever names another one', async () => {
      begin(['abc']);
      const found = updater.answers.web;
      updater.answers.web = (request) =>
        request.path.includes(project) ? (found?.(request) ?? { status: 404 }) : { status: 404 };
      const text = JSON.stringify(insert('X', 0, 1));
      await updater.redis.rpush(docKeys.pending(doc), text);
      const foreign = `${updater.url}/project/${newId()}/doc/${doc}`;
      assert.equal((await fetch(foreign)).status, 404);
      assert.equal((await fetch(`${foreign}/flush`, { method: 'POST' })).status, 404);
      assert.deepEqual(await updater.redis.lrange(docKeys.pending(doc), 0, -1), [text]);
      assert.deepEqual((await shown()).lines, ['Xabc']);
    });

    it('writes a text as an update that others receive', async () => {
      begin(['one', 'two']);
      assert.equal(
        await status('POST', `/doc/${doc}`, { lines: ['one', '2'], source: 'upload', user_id: 'u1' }),
        204,
      );
      const [update] = updater.published;
      assert.equal(apply('one\ntwo', (update?.op?.op ?? []) as Op), 'one\n2');
      assert.deepEqual((saved()[0]?.json as { lines: string[] } | undefined)?.lines, ['one', '2']);
      assert.equal(await updater.redis.exists(docKeys.lines(doc)), 0, 'it was not loaded before');
    });

    it('works off the queue of projects, but for those that were changed meanwhile', async () => {
      begin(['abc']);
      await shown();
      assert.equal(await status('DELETE', '?background=true'), 204);
      await updater.push(project, doc, insert('X', 0, 1));
      await updater.settled(doc);
      await updater.redis.zadd(flushQueue, Date.now() - 60_000, project);
      const work = (): Promise<Response> => fetch(`${updater.url}/flush_queued_projects?min_delete_age=1000`);
      await work();
      assert.equal(await updater.redis.zscore(flushQueue, project), null);
      assert.equal(await updater.redis.sismember(projectKeys.docs(project), doc), 1, 'it stays loaded');
      await updater.redis.set(docKeys.lastUpdatedAt(doc), Date.now() - 120_000);
      await updater.redis.zadd(flushQueue, Date.now() - 60_000, project);
      await work();
      assert.equal(await updater.redis.exists(docKeys.lines(doc)), 0);
      assert.equal(saved().length, 1);
    });

    it('keeps a project in the queue while web refuses its documents', async () => {
      begin(['abc']);
      await shown();
      const { web } = updater.answers;
      updater.answers.web = (call) => (call.method === 'POST' ? { status: 500 } : web(call));
      await updater.redis.zadd(flushQueue, Date.now() - 60_000, project);
      await fetch(`${updater.url}/flush_queued_projects?min_delete_age=1000`);
      assert.notEqual(await updater.redis.zscore(flushQueue, project), null);
      assert.equal(await updater.redis.exists(docKeys.lines(doc)), 1);
      await updater.redis.zrem(flushQueue, project);
    });

    it('tells an outage of web from a refusal when it flushes a project', async () => {
      begin(['abc']);
      await shown();
      const { web } = updater.answers;
      for (const status of [500, 503]) {
        updater.answers.web = (call) => (call.method === 'POST' ? { status } : web(call));
        const answer = await fetch(`${updater.url}/project/${project}/flush`, { method: 'POST' });
        assert.equal(answer.status, status);
        assert.equal(await updater.redis.exists(docKeys.lines(doc)), 1);
      }
    });

    it('asks for a repeat when its lock has passed to somebody else', async () => {
      begin(['abc']);
      const { web } = updater.answers;
      updater.answers.web = (call) => {
        void updater.redis.set(docKeys.lock(doc), 'somebody else');
        return web(call);
      };
      assert.equal(await status('GET', `/doc/${doc}`), 503);
      updater.answers.web = web;
      await updater.redis.del(docKeys.lock(doc));
      assert.equal(await status('GET', `/doc/${doc}`), 200);
    });

    it('keeps updates pending while web cannot be asked', async () => {
      begin(['abc']);
      const { web } = updater.answers;
      updater.answers.web = () => ({ status: 503 });
      await updater.push(project, doc, insert('X', 0, 1));
      await eventually(() => assert.ok(updater.calls.length >= 2));
      updater.answers.web = web;
      await updater.sweep?.();
      await eventually(() => assert.equal(updater.published.length, 1));
      assert.deepEqual((await shown()).lines, ['Xabc']);
    });

    it('loses and doubles nothing when two of it apply for one document', async () => {
      begin(['']);
      const other = await startUpdater(form);
      try {
        other.answers.web = updater.answers.web;
        const letters = Array.from({ length: 60 }, (_, index) => String.fromCharCode(0x100 + index));
        const pushed = letters.map((letter, index) =>
          (index % 2 === 0 ? updater : other).push(
            project,
            doc,
            insert(letter, 0, 1, { source: `P.${index}` }),
          ),
        );
        await Promise.all(pushed);
        await eventually(() => assert.equal(updater.published.length, letters.length));
        const { lines, version } = await shown();
        assert.deepEqual([...(lines[0] ?? '')].sort(), letters);
        assert.equal(version, 1 + letters.length);
        assertInOrder(updater.published);
      } finally {
        await other.stop();
      }
    });

    it('writes nothing once its lock has passed to somebody else, and goes on later', async () => {
      begin(['abc']);
      const { web } = updater.answers;
      updater.answers.web = async (call) => {
        updater.answers.web = web;
        await updater.redis.set(docKeys.lock(doc), 'of somebody else', 'EX', 2);
        return web(call);
      };
      await updater.push(project, doc, insert('X', 0, 1));
      await eventually(() => assert.equal(updater.calls.length, 1));
      await eventually(async () =>
        assert.equal(await updater.redis.get(docKeys.lock(doc)), 'of somebody else'),
      );
      assert.equal(await updater.redis.exists(docKeys.lines(doc)), 0);
      await eventually(async () => {
        await updater.sweep?.();
        assert.equal(updater.published.length, 1);
      });
      assert.deepEqual((await shown()).lines, ['Xabc']);
    });

    it('goes on soon after a holder of the lock has died', async () => {
      begin(['abc']);
      await updater.redis.set(docKeys.lock(doc), 'of somebody who has died', 'EX', 2);
      await updater.push(project, doc, insert('X', 0, 1));
      await eventually(() => assert.equal(updater.published.length, 1));
    });

    if (form === 'serverless')
      it('finds by an alarm what was pushed and never started', async () => {
        begin(['abc']);
        await updater.redis.rpush(docKeys.pending(doc), JSON.stringify(insert('X', 0, 1)));
        await updater.redis.rpush(tokenLists[4] ?? '', `${project}:${doc}`, 'no token');
        await updater.sweep?.();
        assert.equal(updater.published.length, 1);
        assert.equal(await updater.redis.llen(tokenLists[4] ?? ''), 0);
      });
  });

/** The versions of what was published follow each other, so that every editor can apply it. */
function assertInOrder(published: Published[]): void {
  const versions = published.map(({ op }) => op?.v);
  assert.deepEqual(
    versions,
    versions.map((_, index) => 1 + index),
  );
}
