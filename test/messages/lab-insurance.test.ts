import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import openwhisk, { type Client } from 'openwhisk';
import { labInsurance } from '#apps/lab-insurance/app';
import { unifiedUrl } from '#apps/lab-insurance/databases';
import { addDays, today } from '#apps/lab-insurance/dates';
import type { Addresses, ComponentName } from '#shared/app/addresses';
import { actionsOf } from '#shared/app/define-app';
import { withVariants } from '#shared/app/variants';
import { call, jsonOf } from '#shared/http/client';
import { postgresDatabase } from '#shared/sql/postgres';
import { control, noControl } from '#test/harness/control';
import { eventually } from '#test/harness/eventually';
import { consumers } from '#test/lab-insurance/client';
import { bundleApp } from '#wsk/deploy/bundle-app';
import { addressOfAction, deployApp } from '#wsk/deploy/deploy-app';
import { startPlatform } from '#wsk/platform/platform';
import { readTable } from './readme-table.ts';

/** The two ways of an event from an action to the actions that follow it. */
const ways = ['invokeInstead', 'invokeOnPublish'] as const;
type Way = (typeof ways)[number];

const root = join(import.meta.dirname, '..', '..');
const { POSTGRES_URL = '', MONGO_URL = '', KAFKA_BROKERS = '' } = process.env;
const skip =
  !(POSTGRES_URL && MONGO_URL && KAFKA_BROKERS) &&
  'needs PostgreSQL, MongoDB and Kafka: npm test -- messages';

const components: Partial<Record<ComponentName, string>> = {
  postgresql: POSTGRES_URL.replace(/\/+$/, ''),
  mongodb: MONGO_URL.replace(/\/+$/, ''),
  kafka: KAFKA_BROKERS,
};

/** The actions of LAB Insurance on a platform of their own, on the stores of the serverless form. */
interface Deployed {
  ow: Client;
  policyUrl: string;
  /** Kills every instance of actions; answers how many there were. */
  kill(actions: string[]): Promise<number>;
  close(): Promise<void>;
}

async function deployed(way: Way): Promise<Deployed> {
  const variants = way === 'invokeOnPublish' ? ['policy=on-publish'] : [];
  const [{ app } = { app: labInsurance }] = withVariants([{ app: labInsurance }], variants);
  const auth = `${randomUUID()}:${randomUUID()}`;
  const platform = await startPlatform({ namespaces: { guest: auth }, maxConcurrency: 100 });
  const target = { apihost: platform.apihost, auth, namespace: 'guest' };
  const addressOf = (name: string): string => {
    const action = actionsOf(app).find((each) => each.name === name);
    return action === undefined ? '' : addressOfAction(app, action, target);
  };
  const addresses: Addresses = {
    form: 'serverless',
    component: (name) => components[name] ?? '',
    service: addressOf,
    actionKey: auth,
  };
  try {
    await deployApp(app, await bundleApp(app), target, addresses);
  } catch (error) {
    await platform.close();
    throw error;
  }
  const urls = consumers.map((name) => [
    `${name.toUpperCase().replaceAll('-', '_')}_EVENTS_URL`,
    addressOf(`${name}-events`),
  ]);
  const env = { ...process.env, ...Object.fromEntries(urls), OW_AUTH: auth, LOG_LEVEL: 'silent' };
  const feed: ChildProcess | undefined =
    way === 'invokeOnPublish'
      ? fork(join(root, 'apps', app.name, 'policy', 'variants', 'on-publish.feed.ts'), { env })
      : undefined;
  return {
    ow: openwhisk({ apihost: platform.apihost, api_key: auth, namespace: 'guest' }),
    policyUrl: addressOf('policy'),
    async kill(actions) {
      const authorization = `Basic ${Buffer.from(auth).toString('base64')}`;
      const response = await fetch(`${platform.apihost}/diptych/instances`, { headers: { authorization } });
      const running = (await response.json()) as { pid: number; action: string }[];
      const found = running.filter(({ action }) => actions.some((name) => action.endsWith(`/${name}`)));
      for (const { pid } of found) process.kill(pid, 'SIGKILL');
      return found.length;
    },
    async close() {
      feed?.kill('SIGKILL');
      await platform.close();
    },
  };
}

/** Sells a policy that begins today, by asking policy itself; tried again until it succeeds, with a key. */
async function sell(policyUrl: string): Promise<string> {
  const post = async (path: string, json: object, headers = {}): Promise<Record<string, string>> => {
    const answer = await call(policyUrl + path, { method: 'POST', json, headers, deadlineMs: 20_000 });
    assert.equal(answer.status, 200, answer.text);
    return jsonOf(answer) as Record<string, string>;
  };
  const answers = [{ type: 'numeric', questionCode: 'NUM_OF_CLAIM', answer: 0 }];
  const car = {
    productCode: 'CAR',
    policyFrom: today(),
    policyTo: addDays(today(), 9),
    selectedCovers: ['C1'],
    answers,
  };
  const { offerNumber } = await eventually(() => post('/offers', car), 30_000);
  const purchase = {
    offerNumber,
    policyHolder: { firstName: 'Ada', lastName: 'Byron' },
    agentLogin: 'jimmy.solid',
  };
  const headers = { 'idempotency-key': randomUUID() };
  return (await eventually(() => post('/policies', purchase, headers), 30_000)).policyNumber ?? '';
}

/** How many events of a policy each subscriber has taken in, read from their inboxes. */
async function taken(number: string): Promise<number[]> {
  return Promise.all(
    consumers.map(async (service) => {
      const database = postgresDatabase(unifiedUrl(components.postgresql ?? '', service, 'serverless'));
      try {
        return (await database.all('select event_id from inbox where key = $1', [number])).length;
      } finally {
        await database.close();
      }
    }),
  );
}

const table = readTable('| | broker | `invokeInstead` | `invokeOnPublish` |', ['broker', ...ways]);

describe('sales as events to actions', { skip }, () => {
  for (const way of ways) {
    describe(way, () => {
      let lab: Deployed;
      before(async () => {
        lab = await deployed(way);
      });
      after(() => lab.close());

      it('each of 30 sales reaches all four subscribers once, though instances die in the middle', async () => {
        const numbers = await Promise.all(Array.from({ length: 15 }, () => sell(lab.policyUrl)));
        assert.ok((await lab.kill(['policy-deliver', 'payment-events', 'documents-events', 'policy'])) > 0);
        numbers.push(...(await Promise.all(Array.from({ length: 15 }, () => sell(lab.policyUrl)))));
        await lab.kill(['policy-deliver', 'dashboard-events', 'policy-search-events']);
        await eventually(async () => {
          for (const number of numbers) assert.deepEqual(await taken(number), [1, 1, 1, 1]);
        }, 60_000);
      });

      it('the end of a policy reaches search, after its sale', async () => {
        const policyNumber = await sell(lab.policyUrl);
        const answer = await call(`${lab.policyUrl}/policies/terminate`, {
          method: 'POST',
          json: { policyNumber },
        });
        assert.equal(answer.status, 200, answer.text);
        await eventually(async () => assert.deepEqual(await taken(policyNumber), [2, 1, 1, 1]), 30_000);
      });

      it('a sale costs the activations that the table says', async () => {
        // Nothing else is under way, so what begins from now on belongs to this sale; alarms are not counted.
        const since = Date.now();
        const number = await sell(lab.policyUrl);
        await eventually(async () => assert.deepEqual(await taken(number), [1, 1, 1, 1]), 30_000);
        const row = table.get('activations of subscribers for a sale');
        // The record of an activation is written after its end.
        await eventually(async () => {
          const list = (await lab.ow.activations.list({ since, limit: 200 })) as unknown as {
            name: string;
          }[];
          const events = list.filter(({ name }) => name.endsWith('-events')).length;
          assert.equal(`${events}`, row?.[way]);
        }, 10_000);
      });

      it('reaches its subscribers while the broker hangs, or when it is back, as the table says', {
        skip: noControl && 'the broker is not ours to freeze',
      }, async () => {
        await sell(lab.policyUrl);
        const all = [1, 1, 1, 1];
        let number = '';
        await control.freeze('component/kafka');
        try {
          number = await sell(lab.policyUrl);
          if (table.get('a sale reaches its subscribers while the broker hangs')?.[way] === 'yes')
            await eventually(async () => assert.deepEqual(await taken(number), all), 30_000);
          else assert.deepEqual(await taken(number), [0, 0, 0, 0]);
        } finally {
          await control.thaw('component/kafka');
        }
        await eventually(async () => assert.deepEqual(await taken(number), all), 60_000);
      });
    });
  }
});

it('the table has no row that nobody tries', () => {
  const tried = [
    'a sale reaches its subscribers while the broker hangs',
    'activations of subscribers for a sale',
  ];
  assert.deepEqual([...table.keys()].sort(), tried.sort());
});
