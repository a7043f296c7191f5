import { BSON, type ObjectId } from 'mongodb';
import { conflict } from '#shared/errors';
import { isDuplicateKey, openCollection } from '#shared/state/mongo';
import { mongo } from './stores.ts';
import type { Update } from './update.ts';

/** The project and the document of a request. */
export interface Place {
  project: ObjectId;
  doc: ObjectId;
}

/** Updates of a document that follow each other, as they are stored. */
export interface Pack {
  project_id: ObjectId;
  doc_id: ObjectId;
  pack: Update[];
  /** The number of updates, and their bytes. */
  n: number;
  sz: number;
  meta: { start_ts: number; end_ts: number };
  /** The versions of the first and the last update. */
  v: number;
  v_end: number;
  /** MongoDB removes a temporary pack when it expires. */
  temporary: boolean;
  expiresAt?: Date;
  last_checked?: Date;
}

export const withPacks = openCollection<Pack>(mongo, 'docHistory');

type Last = Omit<Pack, 'pack'> & { _id: ObjectId };

/** The limits of the original. */
const maxUpdates = 1024;
const maxBytes = 1024 * 1024;
const dayMs = 24 * 60 * 60 * 1000;

/** The latest pack of a document, without its updates. */
export const lastPack = async (doc: ObjectId): Promise<Last | undefined> =>
  (await withPacks((packs) =>
    packs.findOne<Last>({ doc_id: doc }, { sort: { v: -1 }, projection: { pack: 0 } }),
  )) ?? undefined;

/** Adds updates to the latest pack of a document, or to new ones when it is full. Throws `conflict` when another request has added some. */
export async function addUpdates(
  place: Place,
  last: Last | undefined,
  updates: Update[],
  temporary: boolean,
): Promise<void> {
  let open = last !== undefined && takesMore(last, temporary) ? last : undefined;
  let group: Update[] = [];
  let room = { updates: maxUpdates - (open?.n ?? 0), bytes: maxBytes - (open?.sz ?? 0) };
  for (const update of updates) {
    const bytes = BSON.calculateObjectSize(update);
    if (room.updates < 1 || room.bytes < bytes) {
      await write(place, open, group, temporary);
      [open, group] = [undefined, []];
      room = { updates: maxUpdates, bytes: maxBytes };
    }
    group.push(update);
    room = { updates: room.updates - 1, bytes: room.bytes - bytes };
  }
  await write(place, open, group, temporary);
}

/** A temporary pack takes updates for a day, so that it can expire. */
const takesMore = (last: Last, temporary: boolean): boolean =>
  last.temporary === temporary && (!temporary || last.meta.start_ts > Date.now() - dayMs);

async function write(
  place: Place,
  open: Last | undefined,
  group: Update[],
  temporary: boolean,
): Promise<void> {
  const [first, final] = [group[0], group.at(-1)];
  if (first === undefined || final === undefined) return;
  const sz = group.reduce((sum, update) => sum + BSON.calculateObjectSize(update), 0);
  const lifetime = temporary ? { expiresAt: inDays(7), last_checked: inDays(30) } : {};
  if (open !== undefined) {
    const { matchedCount } = await withPacks((packs) =>
      packs.updateOne(
        { _id: open._id, v_end: open.v_end },
        {
          $push: { pack: { $each: group } },
          $inc: { n: group.length, sz },
          $set: { v_end: final.v, 'meta.end_ts': final.meta.end_ts, ...lifetime },
        },
      ),
    );
    if (matchedCount === 0) throw changed(place);
    return;
  }
  const meta = { start_ts: first.meta.start_ts, end_ts: final.meta.end_ts };
  const versions = { v: first.v, v_end: final.v };
  const ids = { project_id: place.project, doc_id: place.doc };
  const pack: Pack = { ...ids, pack: group, n: group.length, sz, meta, ...versions, temporary, ...lifetime };
  await withPacks((packs) => packs.insertOne(pack)).catch((error: unknown) => {
    throw isDuplicateKey(error) ? changed(place) : error;
  });
}

const changed = ({ doc }: Place) =>
  conflict(`the history of the document ${doc} was changed by another request`);
const inDays = (days: number): Date => new Date(Date.now() + days * dayMs);

/** The updates of a document from a version on, in their order. */
export async function updatesFrom(doc: ObjectId, version: number): Promise<Update[]> {
  const packs = await withPacks((all) =>
    all.find({ doc_id: doc, v_end: { $gte: version } }, { sort: { v: 1 } }).toArray(),
  );
  return packs.flatMap(({ pack }) => pack).filter(({ v }) => v >= version);
}

/** Keeps the temporary packs of a project for good. */
export async function keepPacks(project: ObjectId): Promise<void> {
  await withPacks((packs) =>
    packs.updateMany(
      { project_id: project, temporary: true },
      { $set: { temporary: false }, $unset: { expiresAt: true } },
    ),
  );
}
