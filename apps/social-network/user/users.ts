import * as z from 'zod';
import { blameSystem, parseJson } from '#shared/parse';
import { openMemcached } from '#shared/state/memcached';
import { isDuplicateKey, openCollection } from '#shared/state/mongo';
import { failure, onStore } from '../errors.ts';
import { openDatabase } from '../mongo.ts';
import { ErrorCode } from '../social-network.ts';
import { config } from './config.ts';

/** A user in the collection `user`; `user_id` and `username` are unique. */
export interface UserDocument {
  user_id: bigint;
  first_name: string;
  last_name: string;
  username: string;
  salt: string;
  /** SHA-256 of password and salt, hexadecimal. */
  password: string;
}

/** What logging in needs. */
export type Credentials = Pick<UserDocument, 'user_id' | 'salt' | 'password'>;

/** The same as the cache keeps them: the id as decimal text. */
const cachedCredentials = z.object({
  user_id: z.string().regex(/^\d+$/).transform(BigInt),
  salt: z.string(),
  password: z.string(),
});

const withUsers = openCollection<UserDocument>(openDatabase(config.MONGO_URL), 'user');
const memcached = openMemcached(config.MEMCACHED_URL);

/** Adds a user. Throws code 6 when the name or the id is taken. */
export async function addUser(user: UserDocument): Promise<void> {
  await onStore(ErrorCode.SE_MONGODB_ERROR, async () => {
    try {
      await withUsers((users) => users.insertOne({ ...user }));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const what = error.message.includes('username')
        ? `the name ${user.username}`
        : `the id ${user.user_id}`;
      throw failure(ErrorCode.SE_THRIFT_HANDLER_ERROR, `${what} is taken`);
    }
  });
}

/** Removes a user that could not be registered whole. */
export async function removeUser(user_id: bigint): Promise<void> {
  await withUsers((users) => users.deleteOne({ user_id }));
}

const byName = (username: string): Promise<UserDocument | null> =>
  onStore(ErrorCode.SE_MONGODB_ERROR, () => withUsers((users) => users.findOne({ username })));

/** The id of a user. Throws code 6 for a name that nobody has. */
export async function idOf(username: string): Promise<bigint> {
  const key = `${username}:user_id`;
  const cached = await onStore(ErrorCode.SE_MEMCACHED_ERROR, () => memcached.use((cache) => cache.get(key)));
  if (cached !== undefined) return BigInt(cached);
  const user = await byName(username);
  if (user === null) throw failure(ErrorCode.SE_THRIFT_HANDLER_ERROR, `there is no user ${username}`);
  await remember(key, `${user.user_id}`);
  return user.user_id;
}

/** What logging in needs; undefined for a name that nobody has. The cache may be away. */
export async function credentialsOf(username: string): Promise<Credentials | undefined> {
  const key = `${username}:login`;
  const cached = await memcached.use((cache) => cache.get(key)).catch(() => undefined);
  if (cached !== undefined) return parseJson(cachedCredentials, cached, `${key} in Memcached`, blameSystem);
  const user = await byName(username);
  if (user === null) return undefined;
  const { user_id, salt, password } = user;
  await remember(key, JSON.stringify({ user_id: `${user_id}`, salt, password }));
  return { user_id, salt, password };
}

const remember = (key: string, value: string): Promise<void> =>
  memcached.use((cache) => cache.set(key, value)).catch(() => undefined);
