import { messageOf } from '#shared/errors';
import { log } from '#shared/observe/log';
import { docKeys, flushQueue, idIn, projectKeys } from './keys.ts';
import { tryWithLock } from './lock.ts';
import { loadedDocs, removeProject } from './project.ts';
import { redis } from './redis.ts';

/** So that the projects of a server that stops are not all due at the same time. */
const spreadMs = 1000;

/** What the service itself works off at a time; the age is in milliseconds. */
const inBackground = { limit: 100, minAgeMs: 3 * 60 * 1000 };

/** Queues projects to be flushed and removed from Redis later. */
export async function queueRemoval(projects: string[]): Promise<void> {
  const entries = projects.flatMap((project) => [Date.now() + Math.floor(Math.random() * spreadMs), project]);
  if (entries.length > 0) await redis.use((client) => client.zadd(flushQueue, ...entries));
}

const removeUnlessQueuedAgain = `
if redis.call('ZSCORE', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('ZREM', KEYS[1], ARGV[1]) end`;

/**
 * Flushes and removes at most `limit` projects that have been queued for `minAgeMs` milliseconds, and answers their number. One that
 * was changed after it had been queued only leaves the queue. One that fails stays there.
 */
export async function flushQueued({ limit, minAgeMs }: { limit: number; minAgeMs: number }): Promise<number> {
  const until = Date.now() - minAgeMs;
  const due = await redis.use((client) =>
    client.zrangebyscore(flushQueue, 0, until, 'WITHSCORES', 'LIMIT', 0, limit),
  );
  let flushed = 0;
  for (let index = 0; index < due.length; index += 2) {
    const [project = '', queuedAt = ''] = due.slice(index, index + 2);
    try {
      if (!(await isChangedSince(project, Number(queuedAt)))) {
        await removeProject(project);
        flushed += 1;
      }
      await redis.use((client) => client.eval(removeUnlessQueuedAgain, 1, flushQueue, project, queuedAt));
    } catch (error) {
      log.warn({ cause: messageOf(error), project }, 'a queued project is left for later');
    }
  }
  return flushed;
}

/** Flushes and removes the projects that are due, unless somebody else is doing that; answers their number. */
export const flushDue = async (): Promise<number> =>
  (await tryWithLock(flushQueue, () => flushQueued(inBackground)))?.result ?? 0;

async function isChangedSince(project: string, time: number): Promise<boolean> {
  const places = await loadedDocs(project);
  if (places.length === 0) return false;
  const keys = places.map(({ doc }) => docKeys.lastUpdatedAt(doc));
  const times = await redis.use((client) => client.mget(keys));
  return times.some((changedAt) => Number(changedAt) > time);
}

/** The projects of which documents are in Redis. */
export async function loadedProjects(): Promise<string[]> {
  const keys = await keysLike(projectKeys.docs('*'));
  return keys.map(idIn).sort();
}

/** The number of documents in Redis. */
export const countLoadedDocs = async (): Promise<number> => (await keysLike(docKeys.lines('*'))).length;

async function keysLike(pattern: string): Promise<string[]> {
  const found = new Set<string>();
  let cursor = '0';
  do {
    const [next, keys] = await redis.use((client) => client.scan(cursor, 'MATCH', pattern, 'COUNT', 1000));
    for (const key of keys) found.add(key);
    cursor = next;
  } while (cursor !== '0');
  return [...found];
}
