// Editors over both transports, with document-updater as it is deployed. Real-time runs beside it, with a stand-in of web.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Redis } from 'ioredis';
import { docKeys, projectKeys } from '#apps/overleaf/document-updater/keys';
import { ProjectClient } from '#apps/overleaf/real-time/client/project-client';
import { redisNumber } from '#shared/app/needs';
import { eventually } from '#test/harness/eventually';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { newId } from '#test/overleaf/editing';
import { type FakeWeb, type RunningRealTime, startRealTime, startWeb } from '#test/overleaf/real-time';

const { REDIS_URL } = process.env;
/** The databases of Overleaf. */
const redisIndex = 5;

describeForms(
  'overleaf',
  'editing',
  {
    skip: (deployed) => {
      if (!REDIS_URL) return 'the store cannot be reached: set REDIS_URL';
      if (deployed.form === 'serverless' && !process.env.OW_APIHOST)
        return 'actions cannot be started: set OW_APIHOST';
      return withoutAddressOf('document-updater')(deployed);
    },
  },
  ({ form, services }) => {
    const updaterUrl = services['document-updater'] ?? '';
    let redis: Redis;
    let web: FakeWeb;
    let realTime: RunningRealTime;
    before(async () => {
      const redisUrl = `${REDIS_URL}/${redisNumber(redisIndex, form)}`;
      redis = new Redis(redisUrl);
      web = await startWeb();
      web.sessions.set('sid=ann', { user: null });
      realTime = await startRealTime(form, {
        redisUrl,
        webUrl: web.url,
        updaterUrl,
        apihost: process.env.OW_APIHOST,
        actionKey: process.env.OW_AUTH,
      });
    });
    after(async () => {
      redis.disconnect();
      await realTime.stop();
      await web.close();
    });

    /** A document that is loaded, as if web had answered with it. */
    async function newDoc(...lines: string[]): Promise<{ project: string; doc: string }> {
      const [project, doc] = [newId(), newId()];
      await redis.mset({
        [docKeys.lines(doc)]: JSON.stringify(lines),
        [docKeys.version(doc)]: 1,
        [docKeys.project(doc)]: project,
        [docKeys.pathname(doc)]: '/main.tex',
      });
      await redis.sadd(projectKeys.docs(project), doc);
      return { project, doc };
    }

    it('brings what two editors type at once to both, and to document-updater', async () => {
      const { project, doc } = await newDoc('one', 'žluť 🙂');
      const clients = (['websocket', 'xhr-polling'] as const).map(
        (transport) =>
          new ProjectClient({
            url: realTime.url,
            projectId: project,
            cookie: 'sid=ann',
            transport,
            flushMs: 10,
          }),
      );
      const docs = clients.map((client) => client.open(doc));
      await eventually(
        () =>
          assert.deepEqual(
            docs.map(({ version }) => version),
            [1, 1],
          ),
        20_000,
      );
      for (let round = 0; round < 20; round++) {
        docs[0]?.edit([{ p: 0, i: 'a' }]);
        docs[1]?.edit([{ p: docs[1].text.length, i: '日' }]);
        await new Promise((resolve) => setImmediate(resolve));
      }
      const text = `${'a'.repeat(20)}one\nžluť 🙂${'日'.repeat(20)}`;
      await eventually(() => {
        assert.ok(docs.every(({ isSaved }) => isSaved));
        assert.deepEqual(
          docs.map((each) => each.text),
          [text, text],
        );
      }, 20_000);
      const answer = await fetch(`${updaterUrl}/project/${project}/doc/${doc}/peek`);
      assert.deepEqual(((await answer.json()) as { lines: string[] }).lines, text.split('\n'));
      for (const client of clients) client.close();
    });
  },
);
