import * as z from 'zod';
import { blameSystem, parseJson } from '#shared/parse';
import { openMemcached } from '#shared/state/memcached';
import { openCollection, type WithCollection } from '#shared/state/mongo';
import { onStore } from '../errors.ts';
import { openDatabase } from '../mongo.ts';
import { ErrorCode, type Post } from '../social-network.ts';
import { config } from './config.ts';

const withPosts = openCollection<Post>(openDatabase(config.MONGO_URL), 'post');
const onPosts: WithCollection<Post> = (work) => onStore(ErrorCode.SE_MONGODB_ERROR, () => withPosts(work));
const memcached = openMemcached(config.MEMCACHED_URL);

/** Writes a post down. Throws code 4 when there is one of this id. */
export async function insertPost(post: Post): Promise<void> {
  const { post_id, timestamp, text, req_id, post_type, creator, urls, user_mentions, media } = post;
  // In the order in which the original's documents have them.
  const document = { post_id, timestamp, text, req_id, post_type, creator, urls, user_mentions, media };
  await onPosts((all) => all.insertOne(document));
}

/** The posts of these ids that are there, from the cache or from the database, which then fills the cache. */
export async function findPosts(ids: bigint[]): Promise<Map<bigint, Post>> {
  const posts = await cached(ids);
  const missing = ids.filter((id) => !posts.has(id));
  if (missing.length === 0) return posts;
  const found = await onPosts((all) =>
    all.find({ post_id: { $in: missing } }, { projection: { _id: 0 } }).toArray(),
  );
  for (const post of found) posts.set(post.post_id, post);
  await Promise.all(
    found.map((post) =>
      memcached.use((cache) => cache.set(`${post.post_id}`, pack(post))).catch(() => undefined),
    ),
  );
  return posts;
}

const cached = (ids: bigint[]): Promise<Map<bigint, Post>> =>
  onStore(ErrorCode.SE_MEMCACHED_ERROR, async () => {
    const found = await memcached.use((cache) => cache.getAll(ids.map(String)));
    return new Map([...found].map(([id, text]) => [BigInt(id), unpack(text)]));
  });

// Numbers of 64 bits are marked, since JSON would round them.
const pack = (post: Post): string =>
  JSON.stringify(post, (_key, value: unknown) => (typeof value === 'bigint' ? { $i64: `${value}` } : value));

const i64 = z.object({ $i64: z.string().regex(/^-?\d+$/) }).transform(({ $i64 }) => BigInt($i64));
const packedPost: z.ZodType<Post> = z.object({
  post_id: i64,
  timestamp: i64,
  text: z.string(),
  req_id: i64,
  post_type: z.number(),
  creator: z.object({ user_id: i64, username: z.string() }),
  urls: z.array(z.object({ shortened_url: z.string(), expanded_url: z.string() })),
  user_mentions: z.array(z.object({ user_id: i64, username: z.string() })),
  media: z.array(z.object({ media_id: i64, media_type: z.string() })),
});
const unpack = (text: string): Post => parseJson(packedPost, text, 'a post in Memcached', blameSystem);
