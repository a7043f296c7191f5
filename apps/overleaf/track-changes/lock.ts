import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { ObjectId } from 'mongodb';
import { conflict, unavailable } from '#shared/errors';
import { docKeys, projectKeys } from '../document-updater/keys.ts';
import type { Place } from './packs.ts';
import { redis } from './stores.ts';

const keyOf = (doc: ObjectId): string => `HistoryLock:{${doc}}`;
const lockSeconds = 300;
const waitAtMostMs = 10_000;

const takeIfHeld = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('LTRIM', KEYS[2], ARGV[2], -1)
if redis.call('LLEN', KEYS[2]) == 0 then redis.call('SREM', KEYS[3], ARGV[3]) end
return 1`;
const releaseIfHeld = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`;

/** The right to take updates of a document from their queue. */
export interface Queue {
  /** The first updates, at most 100, as JSON. */
  first(): Promise<string[]>;
  /** Takes so many away; without updates left, the document has none to flush. Throws `conflict` when the lock is lost. */
  take(count: number): Promise<void>;
}

/** Does `work` while nobody else flushes the document. Throws `unavailable` after ten seconds. */
export async function withQueue(place: Place, work: (queue: Queue) => Promise<void>): Promise<void> {
  const doc = place.doc.toHexString();
  const [lock, value] = [keyOf(place.doc), randomUUID()];
  const [list, docs] = [docKeys.history(doc), projectKeys.docsWithHistory(place.project.toHexString())];
  await acquire(lock, value);
  try {
    await work({
      first: () => redis.use((client) => client.lrange(list, 0, 99)),
      async take(count) {
        const isHeld = await redis.use((client) =>
          client.eval(takeIfHeld, 3, lock, list, docs, value, count, doc),
        );
        if (isHeld !== 1) throw conflict(`another request flushes the document ${doc}`);
      },
    });
  } finally {
    await redis.use((client) => client.eval(releaseIfHeld, 1, lock, value));
  }
}

async function acquire(key: string, value: string): Promise<void> {
  const until = performance.now() + waitAtMostMs;
  for (let waitMs = 50; ; waitMs = Math.min(2 * waitMs, 1000)) {
    const isFree = await redis.use((client) => client.set(key, value, 'EX', lockSeconds, 'NX'));
    if (isFree !== null) return;
    if (performance.now() + waitMs > until)
      throw unavailable(`${key} is held by another request; try again in some seconds`);
    await setTimeout(waitMs);
  }
}
