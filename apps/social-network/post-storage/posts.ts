import { openMemcached } from '#shared/state/memcached';
import { onStore } from '../errors.ts';
import { openDatabase } from '../mongo.ts';
import { ErrorCode, type Post } from '../social-network.ts';
import { config } from './config.ts';

const mongo = openDatabase(config.MONGO_URL);
const memcached = openMemcached(config.MEMCACHED_URL);

/** Writes a post down. Throws code 4 when there is one of this id. */
export async function insertPost(post: Post): Promise<void> {
  const { post_id, timestamp, text, req_id, post_type, creator, urls, user_mentions, media } = post;
  // In the order in which the original's documents have them.
  const document = { post_id, timestamp, text, req_id, post_type, creator, urls, user_mentions, media };
  await onStore(ErrorCode.SE_MONGODB_ERROR, () =>
    mongo.use((db) => db.collection<Post>('post').insertOne(document)),
  );
}

/** The posts of these ids that are there, from the cache or from the database, which then fills the cache. */
export async function findPosts(ids: bigint[]): Promise<Map<bigint, Post>> {
  const posts = await cached(ids);
  const missing = ids.filter((id) => !posts.has(id));
  if (missing.length === 0) return posts;
  const found = await onStore(ErrorCode.SE_MONGODB_ERROR, () =>
    mongo.use((db) =>
      db
        .collection<Post>('post')
        .find({ post_id: { $in: missing } }, { projection: { _id: 0 } })
        .toArray(),
    ),
  );
  for (const post of found) posts.set(post.post_id, post);
  await Promise.all(
    found.map((post) =>
      memcached.use((cache) => cache.set(`${post.post_id}`, pack(post))).catch(() => undefined),
    ),
  );
  return posts;
}

async function cached(ids: bigint[]): Promise<Map<bigint, Post>> {
  const found = await onStore(ErrorCode.SE_MEMCACHED_ERROR, () =>
    memcached.use((cache) => cache.getAll(ids.map(String))),
  );
  return new Map([...found].map(([id, text]) => [BigInt(id), unpack(text)]));
}

// Numbers of 64 bits are marked, since JSON would round them.
const pack = (post: Post): string =>
  JSON.stringify(post, (_key, value: unknown) => (typeof value === 'bigint' ? { $i64: `${value}` } : value));

const unpack = (text: string): Post =>
  JSON.parse(text, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && '$i64' in value ? BigInt(String(value.$i64)) : value,
  ) as Post;
