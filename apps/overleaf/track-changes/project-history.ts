import type { ObjectId } from 'mongodb';
import { flushProject } from './flush.ts';
import { peopleOf } from './history.ts';
import { type Pack, withPacks } from './packs.ts';
import { addTo, type DocUpdate, type Summary, summaryOf } from './summaries.ts';

/**
 * What has happened in a project before a time, the newest first, in so many summaries at most; with the time before which there is
 * more.
 */
export async function summariesOf(project: ObjectId, before: number, count: number) {
  await flushProject(project);
  const summaries: Summary[] = [];
  let isMore = false;
  for await (const update of newestFirst(project, before)) {
    const last = summaries.at(-1);
    if (last !== undefined && addTo(last, update)) continue;
    isMore = summaries.length >= count;
    if (isMore) break;
    summaries.push(summaryOf(update));
  }
  const people = await peopleOf(summaries.flatMap(({ users }) => users));
  const updates = summaries.map(({ users, start_ts, end_ts, docs }) => ({
    // Several unknown users are one.
    meta: { users: [...new Set(users.map((user) => people.get(user) ?? null))], start_ts, end_ts },
    docs,
  }));
  const next = isMore ? { nextBeforeTimestamp: summaries.at(-1)?.start_ts } : {};
  return { updates, ...next };
}

/** All updates of a project that ended before a time, the newest first; packs are read when their turn comes. */
export async function* newestFirst(project: ObjectId, before: number): AsyncGenerator<DocUpdate> {
  const packs = await withPacks((all) =>
    all
      .find({ project_id: project, 'meta.start_ts': { $lt: before } }, { projection: { meta: 1 } })
      .sort({ 'meta.end_ts': -1, v: -1 })
      .toArray(),
  );
  /** Updates of packs that were read, the newest last. */
  let waiting: DocUpdate[] = [];
  for (const { _id, meta } of packs) {
    while ((waiting.at(-1)?.meta.end_ts ?? 0) > meta.end_ts) yield waiting.pop() as DocUpdate;
    const pack = await withPacks((all) => all.findOne({ _id }));
    waiting = [...waiting, ...(pack === null ? [] : updatesIn(pack, before))].sort(byTime);
  }
  yield* waiting.reverse();
}

const updatesIn = ({ pack, doc_id }: Pack, before: number): DocUpdate[] =>
  pack.filter(({ meta }) => meta.end_ts < before).map((update) => ({ ...update, doc: doc_id.toHexString() }));

const byTime = (one: DocUpdate, other: DocUpdate): number =>
  one.meta.end_ts - other.meta.end_ts || one.v - other.v;
