import { openRedis } from '#shared/state/redis';
import { onStore } from '../errors.ts';
import { ErrorCode } from '../social-network.ts';
import { config } from './config.ts';
import type { Edge, Side } from './graph.ts';

const redis = openRedis(config.REDIS_URL);

// A list that is not complete must never be there. So an edge is added only to a list that is, and a list that was read from
// the database is kept only if no edge has changed meanwhile: each change raises the list's version.
const change = `
  redis.call('INCR', KEYS[2])
  if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
  if ARGV[1] == 'add' then return redis.call('ZADD', KEYS[1], 'NX', ARGV[3], ARGV[2]) end
  return redis.call('ZREM', KEYS[1], ARGV[2])`;
const fill = `
  if (redis.call('GET', KEYS[2]) or '0') ~= ARGV[1] then return 0 end
  for at = 2, #ARGV, 2 do redis.call('ZADD', KEYS[1], 'NX', ARGV[at], ARGV[at + 1]) end
  return 1`;

const keysOf = (user: bigint, side: Side): [string, string] => [`${user}:${side}`, `${user}:${side}:version`];
const onRedis = <Result>(work: Parameters<typeof redis.use<Result>>[0]): Promise<Result> =>
  onStore(ErrorCode.SE_REDIS_ERROR, () => redis.use(work));

/** Adds or removes an edge where the whole list is kept. */
export function changeCached(user: bigint, side: Side, how: 'add' | 'remove', edge: Edge): Promise<unknown> {
  const [list, counter] = keysOf(user, side);
  const [id, timestamp] = [`${edge.user_id}`, `${edge.timestamp}`];
  return onRedis((client) => client.eval(change, 2, list, counter, how, id, timestamp));
}

/** The kept list, oldest first, empty where none is kept; and its version, for `keep`. */
export async function cachedOf(user: bigint, side: Side): Promise<{ ids: bigint[]; version: string }> {
  const [list, counter] = keysOf(user, side);
  const [version, ids] = await onRedis((client) =>
    Promise.all([client.get(counter), client.zrange(list, '0', '-1')]),
  );
  return { ids: ids.map(BigInt), version: version ?? '0' };
}

/** Keeps a list as it was in the database when its version was read. */
export async function keep(user: bigint, side: Side, edges: Edge[], version: string): Promise<void> {
  if (edges.length === 0) return;
  const [list, counter] = keysOf(user, side);
  const pairs = edges.flatMap(({ timestamp, user_id }) => [`${timestamp}`, `${user_id}`]);
  await onRedis((client) => client.eval(fill, 2, list, counter, version, ...pairs));
}
