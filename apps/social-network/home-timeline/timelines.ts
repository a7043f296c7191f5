import { openRedis } from '#shared/state/redis';
import { onStore } from '../errors.ts';
import { ErrorCode } from '../social-network.ts';
import { config } from './config.ts';

/** The only place where home timelines are; a sorted set for each user, as in the original. */
export const redis = openRedis(config.REDIS_URL);

/** Puts a post into the timelines of users; one that is there already stays where it is. */
export async function addToAll(users: Iterable<bigint>, post_id: bigint, timestamp: bigint): Promise<void> {
  await onStore(ErrorCode.SE_REDIS_ERROR, () =>
    redis.use(async (client) => {
      const pipeline = client.pipeline();
      for (const user of users) pipeline.zadd(`${user}`, 'NX', `${timestamp}`, `${post_id}`);
      for (const [error] of (await pipeline.exec()) ?? []) if (error !== null) throw error;
    }),
  );
}

/** The ids from `start` to before `stop`, newest first. */
export async function idsBetween(user_id: bigint, start: number, stop: number): Promise<bigint[]> {
  const ids = await onStore(ErrorCode.SE_REDIS_ERROR, () =>
    redis.use((client) => client.zrevrange(`${user_id}`, start, stop - 1)),
  );
  return ids.map(BigInt);
}
