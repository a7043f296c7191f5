// The same operations, in the same order, on both forms: the same answers and the same stored data.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MongoClient } from 'mongodb';
import { redisIndexes } from '#apps/social-network/app';
import { type Post, PostType, ServiceException } from '#apps/social-network/social-network';
import { type Form, forms } from '#shared/app/addresses';
import { nameIn, redisNumber } from '#shared/app/needs';
import { eventually } from '#test/harness/eventually';
import { compareForms, type DeployedForm } from '#test/harness/forms';
import { randomFrom } from '#test/harness/random';
import { type Clients, clientsOf, noClients } from '#test/social-network/client';

const operations = 2000;
const people = 40;
const seed = Number(process.env.PARITY_SEED ?? 20210709);
const { REDIS_URL = '', MONGO_URL = '' } = process.env;
const noStores = !(REDIS_URL && MONGO_URL) && 'the stores cannot be read: set REDIS_URL and MONGO_URL';

type Operation = (clients: Clients, form: Form) => Promise<unknown>;

// Ids that only this run has, so that it can be run again on the same stores.
const base = BigInt(Date.now()) * 100_000n;
const idOf = (index: number): bigint => base + BigInt(index);
const nameOf = (index: number): string => `parity_${base}_${index}`;

/** What is drawn for each step, and the sequence from which an operation draws what else it needs. */
interface Step {
  number: number;
  /** The user who acts, and another one, by their indexes. */
  one: number;
  other: number;
  start: number;
  stop: number;
  random: () => number;
  /** A whole number from 0 to below the limit. */
  below: (limit: number) => number;
}

const req_id = 1n;

/** Operations, each with the upper bound of the random numbers that choose it; those above read the home timeline. */
const operationMakers: readonly [upperBound: number, make: (step: Step) => Operation][] = [
  [0.2, composePost],
  [0.35, follow],
  [0.42, unfollow],
  [0.5, followWithUsername],
  [0.6, getFollowers],
  [0.65, getFollowees],
  [0.7, getUserId],
  [0.75, login],
  [0.88, readUserTimeline],
];

/** The operations: names and ids of some who are there and some who are not. */
function plan(): Operation[] {
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const somebody = (): number => below(people + 2);
  return Array.from({ length: operations }, (_, number) => {
    const [one, other, start, size] = [somebody(), somebody(), below(12) - 1, below(8)];
    const kind = random();
    const step: Step = { number, one, other, start, stop: start + size, random, below };
    if (number < people * 2 && one < people) return register(step);
    const [, make = readHomeTimeline] = operationMakers.find(([upperBound]) => kind < upperBound) ?? [];
    return make(step);
  });
}

function register({ one }: Step): Operation {
  const names = { first_name: 'f', last_name: 'l', username: nameOf(one), password: `p${one}` };
  return ({ user }) => user.RegisterUserWithId({ req_id, ...names, user_id: idOf(one) });
}

function composePost({ number, one, other, random, below }: Step): Operation {
  const media_ids = Array.from({ length: below(3) }, () => BigInt(below(1e9)));
  const media_types = media_ids.map(() => 'png').slice(0, random() < 0.95 ? 3 : 0);
  const text = `${number} @${nameOf(other)} http://host-${number} @nobody_${number} ${'x'.repeat(below(200))}`;
  const author = { username: nameOf(one), user_id: idOf(one) };
  const post = { req_id, ...author, text, media_ids, media_types, post_type: PostType.POST };
  return (clients) => clients.composePost.ComposePost(post);
}

function follow({ one, other }: Step): Operation {
  return ({ socialGraph }) => socialGraph.Follow({ req_id, user_id: idOf(one), followee_id: idOf(other) });
}

function unfollow({ one, other }: Step): Operation {
  return ({ socialGraph }) => socialGraph.Unfollow({ req_id, user_id: idOf(one), followee_id: idOf(other) });
}

function followWithUsername({ one, other }: Step): Operation {
  const edge = { req_id, user_username: nameOf(one), followee_username: nameOf(other) };
  return ({ socialGraph }) => socialGraph.FollowWithUsername(edge);
}

function getFollowers({ one }: Step): Operation {
  return ({ socialGraph }) => socialGraph.GetFollowers({ req_id, user_id: idOf(one) });
}

function getFollowees({ one }: Step): Operation {
  return ({ socialGraph }) => socialGraph.GetFollowees({ req_id, user_id: idOf(one) });
}

function getUserId({ one }: Step): Operation {
  return ({ user }) => user.GetUserId({ req_id, username: nameOf(one) });
}

function login({ one, random }: Step): Operation {
  const password = random() < 0.7 ? `p${one}` : 'wrong';
  return async ({ user }) => {
    const token = await user.Login({ req_id, username: nameOf(one), password });
    return token.split('.').length;
  };
}

function readUserTimeline({ one, start, stop }: Step): Operation {
  return ({ userTimeline }) => userTimeline.ReadUserTimeline({ req_id, user_id: idOf(one), start, stop });
}

function readHomeTimeline({ one, start, stop }: Step): Operation {
  return async ({ homeTimeline }, form) => {
    await settled(form);
    return homeTimeline.ReadHomeTimeline({ req_id, user_id: idOf(one), start, stop });
  };
}

/** Ids of posts, times and short addresses are each form's own: they are numbered in the order in which they appear. */
function normaliser(): (value: unknown) => unknown {
  const ids = new Map<bigint, string>();
  const shorts = new Map<string, string>();
  const posts = (all: Post[]): unknown[] =>
    all.map(({ post_id, timestamp: _, text, urls, ...rest }) => {
      if (!ids.has(post_id)) ids.set(post_id, text.split(' ')[0] ?? '');
      return {
        ...rest,
        id: ids.get(post_id),
        text: short(text),
        urls: urls.map(({ expanded_url }) => expanded_url),
      };
    });
  const short = (text: string): string =>
    text.replace(/http:\/\/short-url\/\w{10}/g, (url) => {
      if (!shorts.has(url)) shorts.set(url, 'short');
      return shorts.get(url) ?? '';
    });
  return (value) => (Array.isArray(value) && typeof value[0] === 'object' ? posts(value as Post[]) : value);
}

async function replay(deployed: DeployedForm, list: Operation[]): Promise<unknown[]> {
  const { form } = deployed;
  const clients = clientsOf(deployed);
  const normal = normaliser();
  const answers: unknown[] = [];
  for (const operation of list) {
    const answer = await operation(clients, form).then(
      (value) => normal(value),
      (error: unknown) => (error instanceof ServiceException ? `code ${error.errorCode}` : String(error)),
    );
    answers.push(answer);
  }
  return answers;
}

/** No post is on its way into home timelines any more, which happens later in one form. */
async function settled(form: Form): Promise<void> {
  if (form === 'microservice') return;
  const redis = await deliveries();
  await eventually(async () => assert.equal(await redis.zcard('deliveries'), 0));
}

let connection: Promise<import('ioredis').Redis> | undefined;
const deliveries = (): Promise<import('ioredis').Redis> => {
  connection ??= import('ioredis').then(
    ({ Redis }) => new Redis(`${REDIS_URL}/${redisNumber(redisIndexes['home-timeline'], 'serverless')}`),
  );
  return connection;
};

/** What a form has stored of this run, without what is its own. */
async function stored(form: Form): Promise<Record<string, unknown[]>> {
  const client = new MongoClient(MONGO_URL, { useBigInt64: true });
  const mine = { $gte: base, $lt: base + 100_000n };
  const read = (name: string, filter: object, sort: Record<string, 1>) =>
    client
      .db(nameIn(form, name))
      .collection(name)
      .find(filter, { projection: { _id: 0 } })
      .sort(sort)
      .toArray();
  try {
    const users = await read('user', { user_id: mine }, { user_id: 1 });
    const graph = await read('social-graph', { user_id: mine }, { user_id: 1 });
    const posts = await read('post', { 'creator.user_id': mine }, { post_id: 1 });
    const timelines = await read('user-timeline', { user_id: mine }, { user_id: 1 });
    const textOf = new Map(posts.map(({ post_id, text }) => [post_id, String(text).split(' ')[0]]));
    const ids = (edges: { user_id: bigint }[]) => edges.map(({ user_id }) => user_id).sort();
    return {
      users: users.map(({ salt: _, password: __, ...user }) => user),
      graph: graph.map(({ user_id, followers, followees }) => [user_id, ids(followers), ids(followees)]),
      posts: posts.map(({ text }) => String(text).split(' ')[0]).sort(),
      timelines: timelines.map(({ user_id, posts: entries }) => [
        user_id,
        (entries as { post_id: bigint }[]).map(({ post_id }) => textOf.get(post_id)),
      ]),
    };
  } finally {
    await client.close();
  }
}

const skip = (deployed: DeployedForm) => noStores || noClients(deployed);

compareForms('social-network', 'the same operations', { skip }, (both) => {
  test(`${operations} operations, seed ${seed}: both forms give the same answers and keep the same data`, async () => {
    const list = plan();
    const answers = await Promise.all(forms.map((form) => replay(both[form], list)));
    const [one, other] = answers as [unknown[], unknown[]];
    for (const [index, answer] of one.entries()) assert.deepEqual(other[index], answer, `operation ${index}`);
    const kinds = new Set(one.map((answer) => (typeof answer === 'string' ? answer : typeof answer)));
    assert.ok(kinds.has('code 6') && kinds.has('code 2') && kinds.has('object'), [...kinds].join());
    const kept = await stored('microservice');
    for (const [what, entries] of Object.entries(kept)) assert.ok(entries.length > 0, `no ${what} are kept`);
    assert.deepEqual(await stored('serverless'), kept);
    await settled('serverless');
    await (await deliveries()).quit();
  });
});
