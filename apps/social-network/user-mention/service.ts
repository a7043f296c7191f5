import { openMemcached } from '#shared/state/memcached';
import { openCollection } from '#shared/state/mongo';
import { onStore } from '../errors.ts';
import { openDatabase } from '../mongo.ts';
import { ErrorCode, type UserMention, type UserMentionService } from '../social-network.ts';
import type { UserDocument } from '../user/users.ts';
import { config } from './config.ts';

const withUsers = openCollection<UserDocument>(openDatabase(config.MONGO_URL), 'user');
const memcached = openMemcached(config.MEMCACHED_URL);

/** Finds out who is mentioned, in the order of the text; names that nobody has are left out. */
export const userMention: UserMentionService = {
  async ComposeUserMentions({ usernames }) {
    if (usernames.length === 0) return [];
    const names = [...new Set(usernames)];
    const ids = await cached(names);
    const missing = names.filter((name) => !ids.has(name));
    if (missing.length > 0) for (const [name, id] of await stored(missing)) ids.set(name, id);
    return usernames.flatMap((username): UserMention[] => {
      const user_id = ids.get(username);
      return user_id === undefined ? [] : [{ user_id, username }];
    });
  },
};

async function cached(names: string[]): Promise<Map<string, bigint>> {
  const keys = names.map((name) => `${name}:user_id`);
  const found = await onStore(ErrorCode.SE_MEMCACHED_ERROR, () =>
    memcached.use((cache) => cache.getAll(keys)),
  );
  return new Map([...found].map(([key, id]) => [key.slice(0, -':user_id'.length), BigInt(id)]));
}

async function stored(names: string[]): Promise<Map<string, bigint>> {
  const users = await onStore(ErrorCode.SE_MONGODB_ERROR, () =>
    withUsers((all) => all.find({ username: { $in: names } }).toArray()),
  );
  await Promise.all(
    users.map(({ username, user_id }) =>
      memcached.use((cache) => cache.set(`${username}:user_id`, `${user_id}`)).catch(() => undefined),
    ),
  );
  return new Map(users.map(({ username, user_id }) => [username, user_id]));
}
