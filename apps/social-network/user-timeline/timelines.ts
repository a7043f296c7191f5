import { isDuplicateKey, openCollection, type WithCollection } from '#shared/state/mongo';
import { openRedis } from '#shared/state/redis';
import { onStore } from '../errors.ts';
import { openDatabase } from '../mongo.ts';
import { ErrorCode } from '../social-network.ts';
import { config } from './config.ts';

/** A post of a user, with its time in milliseconds since 1970. */
export interface Entry {
  post_id: bigint;
  timestamp: bigint;
}

/** A user in the collection `user-timeline`, posts newest first; `user_id` is unique. */
export interface TimelineDocument {
  user_id: bigint;
  posts: Entry[];
}

const withTimelines = openCollection<TimelineDocument>(openDatabase(config.MONGO_URL), 'user-timeline');
const redis = openRedis(config.REDIS_URL);

const onTimelines: WithCollection<TimelineDocument> = (work) =>
  onStore(ErrorCode.SE_MONGODB_ERROR, () => withTimelines(work));

/** Puts a post at the head of a user's timeline; a post that is there already stays where it is. */
export async function addEntry(user_id: bigint, entry: Entry): Promise<void> {
  const absent = { user_id, 'posts.post_id': { $ne: entry.post_id } };
  const push = { $push: { posts: { $each: [entry], $position: 0 } } };
  await onTimelines(async (timelines) => {
    try {
      await timelines.updateOne(absent, push, { upsert: true });
    } catch (error) {
      // Somebody else has made the document, or the post is in it.
      if (!isDuplicateKey(error)) throw error;
      await timelines.updateOne(absent, push);
    }
  });
  await remember(user_id, [entry]);
}

/** The ids from `start` to before `stop`, newest first. */
export async function idsBetween(user_id: bigint, start: number, stop: number): Promise<bigint[]> {
  const cached = await onStore(ErrorCode.SE_REDIS_ERROR, () =>
    redis.use((client) => client.zrevrange(`${user_id}`, start, stop - 1)),
  );
  if (cached.length === stop - start) return cached.map(BigInt);
  const timeline = await onTimelines((timelines) =>
    timelines.findOne({ user_id }, { projection: { posts: { $slice: [0, stop] } } }),
  );
  const posts = timeline?.posts ?? [];
  await remember(user_id, posts);
  return posts.slice(start).map(({ post_id }) => post_id);
}

async function remember(user_id: bigint, entries: Entry[]): Promise<void> {
  if (entries.length === 0) return;
  const members = entries.flatMap(({ post_id, timestamp }) => [`${timestamp}`, `${post_id}`]);
  await onStore(ErrorCode.SE_REDIS_ERROR, () =>
    redis.use((client) => client.zadd(`${user_id}`, 'NX', ...members)),
  );
}
