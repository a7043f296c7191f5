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

/** The operations: names and ids of some who are there and some who are not. */
function plan(): Operation[] {
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const somebody = (): number => below(people + 2);
  const req_id = 1n;
  const list: Operation[] = [];
  for (let step = 0; step < operations; step += 1) {
    const [one, other] = [somebody(), somebody()];
    const [user_id, username] = [idOf(one), nameOf(one)];
    const [start, size, kind] = [below(12) - 1, below(8), random()];
    const names = { first_name: 'f', last_name: 'l', password: `p${one}` };
    if (step < people * 2 && one < people) {
      list.push(({ user }) => user.RegisterUserWithId({ req_id, ...names, username, user_id }));
    } else if (kind < 0.2) {
      const media_ids = Array.from({ length: below(3) }, () => BigInt(below(1e9)));
      const media_types = media_ids.map(() => 'png').slice(0, random() < 0.95 ? 3 : 0);
      const text = `${step} @${nameOf(other)} http://host-${step} @nobody_${step} ${'x'.repeat(below(200))}`;
      const post = { req_id, username, user_id, text, media_ids, media_types, post_type: PostType.POST };
      list.push(({ composePost }) => composePost.ComposePost(post));
    } else if (kind < 0.35)
      list.push(({ socialGraph }) => socialGraph.Follow({ req_id, user_id, followee_id: idOf(other) }));
    else if (kind < 0.42)
      list.push(({ socialGraph }) => socialGraph.Unfollow({ req_id, user_id, followee_id: idOf(other) }));
    else if (kind < 0.5) {
      const edge = { req_id, user_username: username, followee_username: nameOf(other) };
      list.push(({ socialGraph }) => socialGraph.FollowWithUsername(edge));
    } else if (kind < 0.6) list.push(({ socialGraph }) => socialGraph.GetFollowers({ req_id, user_id }));
    else if (kind < 0.65) list.push(({ socialGraph }) => socialGraph.GetFollowees({ req_id, user_id }));
    else if (kind < 0.7) list.push(({ user }) => user.GetUserId({ req_id, username }));
    else if (kind < 0.75) {
      const password = random() < 0.7 ? `p${one}` : 'wrong';
      list.push(async ({ user }) => (await user.Login({ req_id, username, password })).split('.').length);
    } else if (kind < 0.88)
      list.push(({ userTimeline }) =>
        userTimeline.ReadUserTimeline({ req_id, user_id, start, stop: start + size }),
      );
    else
      list.push(async ({ homeTimeline }, form) => {
        await settled(form);
        return homeTimeline.ReadHomeTimeline({ req_id, user_id, start, stop: start + size });
      });
  }
  return list;
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
