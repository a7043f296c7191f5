import { MongoClient } from 'mongodb';
import type { Form } from '#shared/app/addresses';
import { nameIn } from '#shared/app/needs';
import { hashOf, newSalt } from '../user/passwords.ts';
import { type DemoUser, demoFollows, demoPassword, demoUsers } from './users.ts';

/** Which stores to fill. */
export interface SeedPlan {
  mongoUrl: string;
  form: Form;
  report?: (line: string) => void;
}

/** What must be unique, by database and collection; the names of users are so only here, not in the original. */
const unique = {
  user: ['user_id', 'username'],
  'social-graph': ['user_id'],
  'url-shorten': ['shortened_url'],
  post: ['post_id'],
  'user-timeline': ['user_id'],
};

/** Makes the indexes and the demo users of a form; what is there already is left alone, so that it may run again. */
export async function seed({ mongoUrl, form, report = () => undefined }: SeedPlan): Promise<void> {
  const client = new MongoClient(mongoUrl, { useBigInt64: true, serverSelectionTimeoutMS: 20_000 });
  const collection = (name: keyof typeof unique) => client.db(nameIn(form, name)).collection(name);
  try {
    for (const [name, fields] of Object.entries(unique)) {
      for (const field of fields)
        await collection(name as keyof typeof unique).createIndex({ [field]: 1 }, { unique: true });
    }
    for (const user of demoUsers) {
      const salt = newSalt();
      const document = { ...user, salt, password: hashOf(demoPassword, salt) };
      await collection('user').updateOne(
        { user_id: user.user_id },
        { $setOnInsert: document },
        { upsert: true },
      );
      const graph = { user_id: user.user_id, followers: ends(user, 1, 0), followees: ends(user, 0, 1) };
      await collection('social-graph').updateOne(
        { user_id: user.user_id },
        { $setOnInsert: graph },
        { upsert: true },
      );
    }
    report(`${demoUsers.length} users`);
  } finally {
    await client.close();
  }
}

const byName = new Map(demoUsers.map(({ username, user_id }) => [username, user_id]));

/** The other ends of a user's edges; 0 is the follower's end, 1 that of the followed. */
function ends({ username }: DemoUser, own: 0 | 1, other: 0 | 1): { user_id: bigint; timestamp: bigint }[] {
  return demoFollows
    .filter((follow) => follow[own] === username)
    .map((follow) => ({ user_id: byName.get(follow[other]) ?? 0n, timestamp: 1_514_764_800_000n }));
}
