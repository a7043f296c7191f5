import { messageOf } from '#shared/errors';
import { log } from '#shared/observe/log';
import type { Doc, Place } from './doc.ts';
import { fetchHistory } from './history.ts';
import { docKeys } from './keys.ts';
import { readDoc } from './load.ts';
import type { Lock } from './lock.ts';
import { withDocument } from './pending.ts';
import { removalCommands } from './store.ts';
import { saveDoc } from './web.ts';

/** Hands a document over to web. */
export async function flush(doc: Doc, lock: Lock): Promise<void> {
  await saveDoc(doc);
  await lock.commit([['DEL', docKeys.unflushedSince(doc.doc)]]);
}

/** Takes a document out of Redis. */
export async function unload(place: Place, lock: Lock): Promise<void> {
  await lock.commit(removalCommands(place));
  lock.afterwards(() => fetchHistory(place));
}

/** Hands a document over to web, if it is in Redis. */
export const flushDoc = (place: Place): Promise<void> =>
  withDocument(place, async (lock) => {
    const doc = await readDoc(place);
    if (doc !== undefined) await flush(doc, lock);
  });

/** Hands a document over to web and takes it out of Redis; with `ignoreErrors` also when web does not take it, which loses changes. */
export const removeDoc = (place: Place, { ignoreErrors = false } = {}): Promise<void> =>
  withDocument(place, async (lock) => {
    const doc = await readDoc(place);
    if (doc !== undefined)
      await flush(doc, lock).catch((error: unknown) => {
        if (!ignoreErrors) throw error;
        log.warn({ cause: messageOf(error), doc: place.doc }, 'removed without having been stored');
      });
    await unload(place, lock);
  });
