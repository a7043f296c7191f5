import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { type ChannelModel, connect } from 'amqplib';
import { MongoClient } from 'mongodb';
import openwhisk, { type Client } from 'openwhisk';
import { robotShop } from '#apps/robot-shop/app';
import type { Order } from '#apps/robot-shop/payment/orders';
import { actionUrl } from '#shared/actions/client';
import type { ComponentName } from '#shared/app/addresses';
import type { InstanceInfo } from '#test/platform/helper';
import { bundleAction } from '#wsk/deploy/bundle';
import { deployApp } from '#wsk/deploy/deploy-app';
import { startPlatform } from '#wsk/platform/platform';

/** The two ways of a message to an action. */
export const ways = ['invokeInstead', 'invokeOnPublish'] as const;
export type Way = (typeof ways)[number];

const root = join(import.meta.dirname, '..', '..');
const { AMQP_URL = '', MONGO_URL = '' } = process.env;

/** The actions that take part: dispatch, and of payment what it hands over again and what it learns. */
const entries = {
  dispatch: 'dispatch/serverless.ts',
  'payment-dispatched': 'payment/dispatched.action.ts',
  'payment-sweep': 'payment/sweep.action.ts',
};

/** Why the tests cannot run, or false. */
export const skip = !(AMQP_URL && MONGO_URL) && 'needs RabbitMQ and MongoDB: npm test -- messages';

/** Robot Shop's dispatch on a platform of its own, an orders database, and processes that send and feed. */
export interface Shop {
  ow: Client;
  /** The processes that run dispatch. */
  instances(): Promise<InstanceInfo[]>;
  /** Writes paid orders, as payment has done before it sends them. */
  paid(count: number): Promise<Order[]>;
  /** How often each order had its effect. */
  effects(orders: Order[]): Promise<number[]>;
  /** Deploys dispatch and the actions of payment behind it; overlooked orders are looked for after `overdueMs`. */
  deploy(overdueMs: number): Promise<void>;
  /** Starts what sends; its function answers an error text or null for each order. */
  sender(way: Way): Promise<(orders: Order[]) => Promise<(string | null)[]>>;
  /** Starts a feed: Robot Shop's own, or one that gives up sooner. */
  feed(kind: 'own' | 'impatient'): ChildProcess;
  /** Kills every process that runs dispatch. */
  killInstances(): Promise<number>;
  /** Messages in a queue. */
  waiting(queue: string): Promise<number>;
  close(): Promise<void>;
}

/** Starts all that and empties the queues. Rejects with nothing left running. */
export async function startShop(): Promise<Shop> {
  const zips = new Map<string, Uint8Array>();
  for (const [name, entry] of Object.entries(entries))
    zips.set(name, (await bundleAction(join(root, 'apps/robot-shop', entry))).zip);
  const model = await connect(AMQP_URL);
  try {
    return await startWith(zips, model);
  } catch (error) {
    await model.close();
    throw error;
  }
}

async function startWith(zips: Map<string, Uint8Array>, model: ChannelModel): Promise<Shop> {
  const purge = await model.createChannel();
  for (const queue of ['orders', 'orders.dead']) {
    await purge.assertQueue(queue, { durable: true });
    await purge.purgeQueue(queue);
  }
  const auth = `${randomUUID()}:${randomUUID()}`;
  const platform = await startPlatform({ namespaces: { guest: auth }, maxConcurrency: 100 });
  const ow = openwhisk({ apihost: platform.apihost, api_key: auth, namespace: 'guest' });
  const instances = async () => {
    const authorization = `Basic ${Buffer.from(auth).toString('base64')}`;
    const response = await fetch(`${platform.apihost}/diptych/instances`, { headers: { authorization } });
    const all = (await response.json()) as InstanceInfo[];
    return all.filter(({ action }) => action.endsWith('/dispatch'));
  };
  const mongo = new MongoClient(MONGO_URL);
  const orders = mongo
    .db('orders_serverless')
    .collection<Record<string, unknown> & { _id: string }>('orders');
  const dispatches = mongo.db('dispatch_serverless').collection<{ _id: string }>('dispatches');
  const children: ChildProcess[] = [];
  const env = {
    ...process.env,
    DISPATCH_URL: actionUrl(platform.apihost, 'robot-shop/dispatch'),
    OW_AUTH: auth,
    LOG_LEVEL: 'silent',
  };
  const start = (file: string, args: string[] = []): ChildProcess => {
    const child = fork(join(root, file), args, { env });
    children.push(child);
    return child;
  };
  const addresses = {
    form: 'serverless' as const,
    component: (name: ComponentName) => (name === 'mongodb' ? MONGO_URL.replace(/\/+$/, '') : AMQP_URL),
    service: (name: string) => actionUrl(platform.apihost, `robot-shop/${name}`),
    actionKey: auth,
  };
  return {
    ow,
    instances,
    async paid(count) {
      const made = Array.from({ length: count }, () => ({ orderid: randomUUID(), user: 'robot', cart: {} }));
      const now = new Date();
      await orders.insertMany(
        made.map(({ orderid }) => ({ _id: orderid, key: orderid, status: 'paid', at: now, paidAt: now })),
      );
      return made as unknown as Order[];
    },
    async effects(asked) {
      const ids = asked.map(({ orderid }) => orderid);
      const found = await dispatches.find({ _id: { $in: ids } }).toArray();
      return ids.map((orderid) => found.filter(({ _id }) => _id === orderid).length);
    },
    async deploy(overdueMs) {
      process.env.OVERDUE_MS = `${overdueMs}`;
      const target = { apihost: platform.apihost, auth, namespace: 'guest' };
      await deployApp(robotShop, zips, target, addresses).finally(() => delete process.env.OVERDUE_MS);
    },
    async sender(way) {
      const child = start('test/messages/sender.ts', [way]);
      await once(child, 'message');
      return async (sent) => {
        child.send(sent);
        const [errors] = await once(child, 'message');
        return errors as (string | null)[];
      };
    },
    feed: (kind) =>
      start(kind === 'own' ? 'apps/robot-shop/payment/variants/on-publish.feed.ts' : 'test/messages/feed.ts'),
    async killInstances() {
      const running = await instances();
      for (const { pid } of running) process.kill(pid, 'SIGKILL');
      return running.length;
    },
    waiting: async (queue) => (await purge.checkQueue(queue)).messageCount,
    async close() {
      for (const child of children) child.kill('SIGKILL');
      await Promise.all([mongo.close(), model.close(), platform.close()]);
    },
  };
}
