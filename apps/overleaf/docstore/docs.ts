import { isDeepStrictEqual } from 'node:util';
import type { ObjectId } from 'mongodb';
import { conflict, notFound } from '#shared/errors';
import { isDuplicateKey, openCollection, openMongo } from '#shared/state/mongo';
import { config } from './config.ts';
import type { Ranges } from './ranges.ts';

/** A document as it is stored. An archived one has no lines and ranges. */
export interface Doc {
  _id: ObjectId;
  project_id: ObjectId;
  lines?: string[];
  ranges?: Ranges;
  /** The number of changes of lines and ranges. */
  rev: number;
  inS3?: true;
  deleted?: boolean;
  deletedAt?: Date;
  /** The name that it had when it was deleted. */
  name?: string;
}

/** The project and the document of a request. */
export interface Place {
  project: ObjectId;
  doc: ObjectId;
}

/** What a request writes. */
export interface DocContent {
  lines: string[];
  ranges: Ranges;
  /** The number of operations that the document has seen. */
  version: number;
}

interface DocOps {
  doc_id: ObjectId;
  version: number;
}

export const mongo = openMongo(config.MONGO_URL);
export const withDocs = openCollection<Doc>(mongo, 'docs');
const withDocOps = openCollection<DocOps>(mongo, 'docOps');

export const filterOf = ({ project, doc }: Place) => ({ _id: doc, project_id: project });

/** A document as it is stored, archived or not. Throws `not-found`. */
export async function findDoc(place: Place): Promise<Doc> {
  const found = await withDocs((docs) => docs.findOne(filterOf(place)));
  if (found === null) throw notFound(`there is no document ${place.doc} in the project ${place.project}`);
  return found;
}

/** The version of a document; 0 when none was written. */
export const versionOf = async (doc: ObjectId): Promise<number> =>
  (await withDocOps((ops) => ops.findOne({ doc_id: doc })))?.version ?? 0;

/**
 * Writes a document over the one that was read before, `undefined` when there was none. Throws `conflict` when another request has
 * written meanwhile, or when the document belongs to another project.
 */
export async function writeDoc(
  place: Place,
  before: Doc | undefined,
  { lines, ranges, version }: DocContent,
): Promise<{ modified: boolean; rev: number }> {
  const isSame =
    before !== undefined &&
    isDeepStrictEqual(before.lines, lines) &&
    JSON.stringify(before.ranges) === JSON.stringify(ranges);
  const rev = isSame ? before.rev : (before?.rev ?? 0) + 1;
  if (before === undefined) await insertDoc({ ...filterOf(place), lines, ranges, rev });
  else if (!isSame) await replaceContent(place, before, { lines, ranges, rev });
  const isNewVersion = before === undefined || (await versionOf(place.doc)) !== version;
  if (isNewVersion) await setVersion(place.doc, version);
  return { modified: !isSame || isNewVersion, rev };
}

const changed = ({ doc }: Place) => conflict(`the document ${doc} was changed by another request`);

async function insertDoc(doc: Doc): Promise<void> {
  await withDocs((docs) => docs.insertOne(doc)).catch((error: unknown) => {
    throw isDuplicateKey(error) ? changed({ doc: doc._id, project: doc.project_id }) : error;
  });
}

async function replaceContent(
  place: Place,
  { rev: seen }: Doc,
  content: Pick<Doc, 'lines' | 'ranges' | 'rev'>,
): Promise<void> {
  const { matchedCount } = await withDocs((docs) =>
    docs.updateOne({ ...filterOf(place), rev: seen }, { $set: content, $unset: { inS3: true } }),
  );
  if (matchedCount === 0) throw changed(place);
}

const setVersion = (doc: ObjectId, version: number) =>
  withDocOps((ops) => ops.updateOne({ doc_id: doc }, { $set: { version } }, { upsert: true }));

/** Marks a document as deleted. Throws `not-found`. */
export async function deleteDoc(place: Place, name: string, deletedAt: Date): Promise<void> {
  const { matchedCount } = await withDocs((docs) =>
    docs.updateOne(filterOf(place), { $set: { deleted: true, deletedAt, name } }),
  );
  if (matchedCount === 0) await findDoc(place);
}

/** The documents of a project that were deleted, the latest first. */
export const deletedDocs = (project: ObjectId) =>
  withDocs((docs) =>
    docs
      .find({ project_id: project, deleted: true })
      .project<Pick<Doc, '_id' | 'name'>>({ name: 1 })
      .sort({ deletedAt: -1 })
      .limit(config.MAX_DELETED_DOCS)
      .toArray(),
  );

/** All documents of a project in the order of their ids, deleted ones too. */
export const docsOf = (project: ObjectId) =>
  withDocs((docs) => docs.find({ project_id: project }).sort({ _id: 1 }).toArray());

/** Removes documents for good. */
export async function removeDocs(project: ObjectId, ids: ObjectId[]): Promise<void> {
  await withDocOps((ops) => ops.deleteMany({ doc_id: { $in: ids } }));
  await withDocs((docs) => docs.deleteMany({ project_id: project, _id: { $in: ids } }));
}
