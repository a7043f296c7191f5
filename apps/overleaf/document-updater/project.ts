import pLimit from 'p-limit';
import { conflict, isTransient, messageOf, unavailable } from '#shared/errors';
import { HttpError } from '#shared/http/errors';
import { log } from '#shared/observe/log';
import type { Place } from './doc.ts';
import { flush, flushDoc, removeDoc } from './flush.ts';
import { fetchProjectHistory } from './history.ts';
import { projectKeys } from './keys.ts';
import { readDoc } from './load.ts';
import { withDocument } from './pending.ts';
import { redis } from './redis.ts';

/** The documents of a project that are handled at the same time. */
const atOnce = 5;
const stateSeconds = 30 * 60;
const oldMs = 5 * 60 * 1000;

/** The documents of a project that are in Redis, in the order of their ids. */
export async function loadedDocs(project: string): Promise<Place[]> {
  const ids = await redis.use((client) => client.smembers(projectKeys.docs(project)));
  return ids.sort().map((doc) => ({ project, doc }));
}

/** Does `work` for all documents of a project that are in Redis. Throws, after all of them, when it fails for some. */
async function forAllDocs<Result>(
  project: string,
  work: (place: Place) => Promise<Result>,
): Promise<Result[]> {
  const limit = pLimit(atOnce);
  const places = await loadedDocs(project);
  const settled = await Promise.allSettled(places.map((place) => limit(() => work(place))));
  const reasons = settled.flatMap((each): unknown[] => (each.status === 'rejected' ? [each.reason] : []));
  if (reasons.length > 0) throw failureOf(reasons, places.length);
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}

/** The failure of some documents of so many: an outage where nothing else has failed, because a repeat may succeed then. */
function failureOf(reasons: unknown[], of: number): Error {
  const text = `${reasons.length} of ${of} documents failed: ${messageOf(reasons[0])}`;
  return reasons.every(isTransient) ? unavailable(text) : new HttpError(500, text);
}

/** Hands the documents of a project over to web. */
export const flushProject = async (project: string): Promise<void> => {
  await forAllDocs(project, flushDoc);
};

/** Hands the documents of a project over to web and takes them out of Redis. */
export async function removeProject(project: string): Promise<void> {
  await forAllDocs(project, (place) => removeDoc(place));
  await fetchProjectHistory(project).catch((error: unknown) =>
    log.warn({ cause: messageOf(error) }, 'the history of the project is fetched later'),
  );
}

/** A document as a compiler needs it. */
export interface CompilerDoc {
  _id: string;
  lines: string[];
  v: number;
}

/**
 * The documents of a project that are in Redis; those that web lacks the changes of five minutes of are handed over first. Throws
 * `conflict` when the project is in another state than at the last call, or nobody has called for half an hour.
 */
export async function docsOfState(project: string, state: string): Promise<CompilerDoc[]> {
  const key = projectKeys.state(project);
  const before = await redis.use((client) => client.get(key));
  await redis.use((client) => client.set(key, state, 'EX', stateSeconds));
  if (before !== state) throw conflict('the project is in another state; compile all of it');
  return (await forAllDocs(project, readAndFlushIfOld)).flat();
}

const readAndFlushIfOld = (place: Place): Promise<CompilerDoc[]> =>
  withDocument(place, async (lock) => {
    const doc = await readDoc(place);
    if (doc === undefined) return [];
    if (doc.unflushedSince !== null && Number(doc.unflushedSince) < Date.now() - oldMs)
      await flush(doc, lock);
    return [{ _id: doc.doc, lines: doc.lines, v: doc.version }];
  });

/** Forgets the state of a project, so that the next compile takes all of it. */
export const clearState = async (project: string): Promise<void> => {
  await redis.use((client) => client.del(projectKeys.state(project)));
};
