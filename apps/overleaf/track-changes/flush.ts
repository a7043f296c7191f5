import { ObjectId } from 'mongodb';
import { blameSystem, parseJson } from '#shared/parse';
import { projectKeys } from '../document-updater/keys.ts';
import { compress } from './compress.ts';
import { withQueue } from './lock.ts';
import { addUpdates, lastPack, type Place } from './packs.ts';
import { isKept } from './preservation.ts';
import { redis } from './stores.ts';
import { queuedUpdate, type Update } from './update.ts';

/** Characters of a queued update; the history of a longer one is that something happened. */
const longest = 4 * 1024 * 1024;

/** Moves the updates of a document that document-updater has queued into its history. */
export async function flushDoc(place: Place): Promise<void> {
  const temporary = !(await isKept(place.project));
  await withQueue(place, async (queue) => {
    for (;;) {
      const queued = await queue.first();
      if (queued.length > 0) await addQueued(place, queued.map(read), temporary);
      await queue.take(queued.length);
      if (queued.length === 0) return;
    }
  });
}

function read(text: string): Update {
  const update = parseJson(queuedUpdate, text, 'a queued update', blameSystem);
  return text.length > longest ? { ...update, op: [] } : update;
}

/** An update that is stored already was flushed by a request that has ended before it could take it from the queue. */
async function addQueued(place: Place, updates: Update[], temporary: boolean): Promise<void> {
  const last = await lastPack(place.doc);
  const fresh = updates.filter(({ v }) => last === undefined || v > last.v_end);
  const [first] = fresh;
  if (first === undefined) return;
  if (last !== undefined && first.v !== last.v_end + 1)
    throw new Error(
      `the history of ${place.doc} ends at version ${last.v_end}, and the next update is ${first.v}`,
    );
  await addUpdates(place, last, compress(fresh), temporary);
}

/** The same for all documents of a project; one that fails does not stop the others. Throws the first error at the end. */
export async function flushProject(project: ObjectId): Promise<void> {
  const key = projectKeys.docsWithHistory(project.toHexString());
  const docs = await redis.use((client) => client.smembers(key));
  const errors: unknown[] = [];
  for (const doc of docs)
    await flushDoc({ project, doc: new ObjectId(doc) }).catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}
