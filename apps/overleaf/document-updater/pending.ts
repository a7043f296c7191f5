import { setTimeout } from 'node:timers/promises';
import { isTransient, messageOf } from '#shared/errors';
import { log } from '#shared/observe/log';
import { applyUpdate, checkVersion } from './apply-update.ts';
import type { Doc, Place } from './doc.ts';
import { fetchIfMany } from './history.ts';
import { docKeys } from './keys.ts';
import { loadDoc } from './load.ts';
import { type Command, type Lock, tryWithLock, withLock } from './lock.ts';
import { opsSince } from './ops.ts';
import { publication } from './publish.ts';
import { redis } from './redis.ts';
import { updateCommands } from './store.ts';
import { readUpdate, type Update } from './update.ts';

/** Updates that are read at once. */
const batchSize = 8;

/** Milliseconds after which somebody else, who has the lock, is expected to have applied what is pending. */
const othersMs = 200;

/** The number of updates that are pending of a document. */
export const pendingOf = ({ doc }: Place): Promise<number> =>
  redis.use((client) => client.llen(docKeys.pending(doc)));

/** Applies what is pending of a document, or leaves it to somebody else who does so; returns when nothing is pending. */
export async function processPending(place: Place): Promise<void> {
  for (;;) {
    const done = await tryWithLock(place.doc, (lock) => applyPending(place, lock));
    if (done === undefined) await setTimeout(othersMs);
    if ((done?.pending ?? (await pendingOf(place))) === 0) return;
  }
}

/** Does `work` with the lock of a document, on which nothing is pending, and then applies what has come meanwhile. */
export async function withDocument<Result>(
  place: Place,
  work: (lock: Lock) => Promise<Result>,
): Promise<Result> {
  const { result, pending } = await withLock(place.doc, async (lock) => {
    // Who names another project must not take what is pending: this throws before it is touched.
    if ((await pendingOf(place)) > 0) await loadDoc(place, lock);
    await applyPending(place, lock);
    return work(lock);
  });
  if (pending > 0)
    await processPending(place).catch((error: unknown) =>
      log.warn({ cause: messageOf(error) }, 'updates stay pending'),
    );
  return result;
}

/**
 * Applies what is pending of a document, in its order. An update leaves the list in the transaction that stores and publishes what it
 * has led to, so that it is neither lost nor applied twice, whenever this process ends.
 */
async function applyPending(place: Place, lock: Lock): Promise<void> {
  let doc: Doc | undefined;
  for (;;) {
    const texts = await redis.use((client) => client.lrange(docKeys.pending(place.doc), 0, batchSize - 1));
    for (const text of texts) {
      const taken: Command[] = [['LPOP', docKeys.pending(place.doc)]];
      try {
        const update = readUpdate(text);
        doc ??= (await loadDoc(place, lock)).doc;
        doc = await applyOne(doc, update, lock, taken);
      } catch (error) {
        if (isTransient(error)) throw error;
        await lock.commit([...taken, publication(place, { error: messageOf(error) })]);
      }
    }
    if (texts.length < batchSize) return;
  }
}

/** Applies one update and publishes it; `taken` are commands of the same transaction. Answers the document with it. */
export async function applyOne(doc: Doc, sent: Update, lock: Lock, taken: Command[] = []): Promise<Doc> {
  checkVersion(doc, sent);
  const outcome = applyUpdate(doc, sent, await opsSince(doc, sent.v), Date.now());
  const published = publication(doc, { op: outcome.update });
  if (outcome.isDuplicate) {
    await lock.commit([...taken, published]);
    return doc;
  }
  const after = outcome.doc;
  const stored = updateCommands(doc, after, outcome.update);
  const [waiting] = await lock.commit([...stored, ...taken, published]);
  lock.afterwards(() => fetchIfMany(after, Number(waiting)));
  return after;
}
