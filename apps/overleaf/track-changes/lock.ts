import type { ObjectId } from 'mongodb';
import { conflict } from '#shared/errors';
import { withLock } from '#shared/state/lock';
import { docKeys, projectKeys } from '../document-updater/keys.ts';
import type { Place } from './packs.ts';
import { redis } from './stores.ts';

const keyOf = (doc: ObjectId): string => `HistoryLock:{${doc}}`;
const lockSeconds = 300;

const takeFirst = `
redis.call('LTRIM', KEYS[2], ARGV[2], -1)
if redis.call('LLEN', KEYS[2]) == 0 then redis.call('SREM', KEYS[3], ARGV[3]) end
return 1`;

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
  const key = keyOf(place.doc);
  const [list, docs] = [docKeys.history(doc), projectKeys.docsWithHistory(place.project.toHexString())];
  const late = `${key} is held by another request; try again in some seconds`;
  await withLock(redis, { key, seconds: lockSeconds, late }, (held) =>
    work({
      first: () => redis.use((client) => client.lrange(list, 0, 99)),
      async take(count) {
        if ((await held.ifHeld(takeFirst, [list, docs], [count, doc])) !== 1)
          throw conflict(`another request flushes the document ${doc}`);
      },
    }),
  );
}
