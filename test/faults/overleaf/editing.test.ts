// Two editors type while parts of the deployment are killed or stopped: nothing is lost or doubled, and they go on by themselves.
import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import { Redis } from 'ioredis';
import { docKeys, tokenLists } from '#apps/overleaf/document-updater/keys';
import { redisNumber } from '#shared/app/needs';
import { control, noControl } from '#test/harness/control';
import { eventually } from '#test/harness/eventually';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { killInstances } from '#test/harness/instances';
import { openTwoEditors } from '#test/overleaf/two-editors';

const { REDIS_URL } = process.env;
/** The database of the microservice form. */
const redisIndex = 5;
const actions = [
  'document-updater-process',
  'document-updater',
  'document-updater-sweep',
  'web',
  'web-auth',
  'docstore',
  'track-changes',
];
const processes = {
  microservice: ['document-updater', 'real-time', 'web', 'docstore', 'track-changes'],
  serverless: ['real-time', 'web-proxy'],
};
/** What is typed while something is away. */
const letters = 40;

describeForms(
  'overleaf',
  'two editors',
  {
    skip: (deployed) => noControl || withoutAddressOf('document-updater', 'docstore', 'real-time')(deployed),
  },
  (deployed) => {
    const { form, services } = deployed;

    /** Lets two editors type, and breaks something meanwhile; `breaking` resolves when that is back. */
    async function typeThrough(t: TestContext, breaking: (more: () => Promise<void>) => Promise<unknown>) {
      const editors = await openTwoEditors(deployed);
      t.after(() => editors.close());
      editors.type();
      const more = () => editors.typeMore(letters);
      await more();
      await breaking(more);
      await editors.recover();
    }

    const isUp = (name: string): Promise<void> =>
      eventually(async () => assert.equal((await fetch(`${services[name]}/status`)).status, 200), 60_000);

    for (const name of processes[form])
      it(`type on when the process of ${name} is killed`, (t) =>
        typeThrough(t, async (more) => {
          await control.crash(`service/overleaf/${form}/${name}`);
          await isUp(name);
          await more();
        }));

    it('see an update for which nobody was started', { skip: !REDIS_URL && 'set REDIS_URL' }, async (t) => {
      const editors = await openTwoEditors(deployed);
      t.after(() => editors.close());
      const redis = new Redis(`${REDIS_URL}/${redisNumber(redisIndex, form)}`);
      t.after(() => redis.disconnect());
      const [{ id, version } = assert.fail()] = editors.docs;
      const update = { doc: id, op: [{ p: 0, i: 'pushed ' }], v: version, meta: { source: 'nobody' } };
      const token = `${editors.project}:${id}`;
      await redis
        .multi()
        .rpush(docKeys.pending(id), JSON.stringify(update))
        .rpush(tokenLists[0] ?? '', token)
        .exec();
      await eventually(() => {
        for (const { text } of editors.docs) assert.match(text, /^pushed /);
      });
      await editors.recover();
    });

    if (form === 'serverless') {
      for (const name of actions)
        it(`type on when the instances of ${name} are killed`, (t) =>
          typeThrough(t, async (more) => {
            await eventually(async () => assert.ok((await killInstances(`overleaf/${name}`)) > 0));
            await more();
          }));

      it('type on when the platform is killed', (t) =>
        typeThrough(t, async (more) => {
          await control.crash('component/openwhisk');
          await isUp('document-updater');
          await more();
        }));

      it('type on when the platform is away for a while', (t) =>
        typeThrough(t, async (more) => {
          await control.stop('component/openwhisk');
          try {
            await more();
          } finally {
            await control.start('component/openwhisk');
          }
        }));
    }

    for (const store of ['redis', 'mongodb']) {
      it(`type on when ${store} is away for a while`, (t) =>
        typeThrough(t, async (more) => {
          await control.stop(`component/${store}`);
          try {
            await more();
          } finally {
            await control.start(`component/${store}`);
          }
        }));

      it(`type on when ${store} is killed`, (t) =>
        typeThrough(t, async (more) => {
          await control.crash(`component/${store}`);
          await more();
        }));
    }
  },
);
