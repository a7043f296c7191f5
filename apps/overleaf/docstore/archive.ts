import { text } from 'node:stream/consumers';
import type { ObjectId } from 'mongodb';
import pLimit from 'p-limit';
import * as z from 'zod';
import { isKind } from '#shared/errors';
import { blameSystem, parseJson } from '#shared/parse';
import { openFiles } from '#shared/state/files/open-files';
import { config } from './config.ts';
import { type Doc, docsOf, filterOf, findDoc, type Place, removeDocs, withDocs } from './docs.ts';
import { type Ranges, rangesSchema } from './ranges.ts';

/** A document with its lines and ranges. */
export type ActiveDoc = Doc & { lines: string[]; ranges: Ranges };

const files = openFiles(config.ARCHIVE_URL);
/** The documents of a project that are moved at the same time, as in the original. */
const atOnce = 5;

const nameOf = ({ project, doc }: Place): string => `${project}/${doc}`;

const archived = z.object({
  lines: z.array(z.string()),
  ranges: rangesSchema.default({}),
  schema_v: z.literal(1),
});

async function readArchived(place: Place): Promise<z.output<typeof archived>> {
  const content = await text(await files.read(nameOf(place)));
  return parseJson(archived, content, `the archived document ${place.doc}`, blameSystem);
}

/** The document with its lines, which are read from the archive without a change there. */
export async function peek(doc: Doc): Promise<ActiveDoc> {
  const { lines = [], ranges = {} } = doc.inS3 ? await readArchived(placeOf(doc)) : doc;
  return { ...doc, lines, ranges };
}

const placeOf = ({ _id, project_id }: Doc): Place => ({ doc: _id, project: project_id });

/** Moves a document into the archive, unless it is there. A document that is written meanwhile stays where it is. */
export async function archive(doc: Doc): Promise<void> {
  if (doc.inS3) return;
  const { lines = [], ranges = {} } = doc;
  const place = placeOf(doc);
  await files.write(nameOf(place), JSON.stringify({ lines, ranges, schema_v: 1 }));
  await withDocs((docs) =>
    docs.updateOne(
      { ...filterOf(place), rev: doc.rev },
      { $set: { inS3: true }, $unset: { lines: true, ranges: true } },
    ),
  );
}

/** Moves a document back, if it is in the archive. Its `rev` rises by one, as in the original. */
export async function unarchive(doc: Doc): Promise<ActiveDoc> {
  if (!doc.inS3) return peek(doc);
  const place = placeOf(doc);
  const content = await readArchived(place).catch(async (error: unknown) => {
    // Another request has moved it back.
    const now = await findDoc(place);
    if (isKind(error, 'not-found') && !now.inS3) return undefined;
    throw error;
  });
  if (content !== undefined) {
    const { lines, ranges } = content;
    await withDocs((docs) =>
      docs.updateOne(
        { ...filterOf(place), inS3: true },
        { $set: { lines, ranges }, $unset: { inS3: true }, $inc: { rev: 1 } },
      ),
    );
    await files.remove(nameOf(place));
  }
  return peek(await findDoc(place));
}

/** Does `work` for all documents of a project, a few at a time. */
export function forAll<Result>(docs: Doc[], work: (doc: Doc) => Promise<Result>): Promise<Result[]> {
  const limit = pLimit(atOnce);
  return Promise.all(docs.map((doc) => limit(() => work(doc))));
}

/** Removes all documents of a project for good, archived ones too. */
export async function destroy(project: ObjectId): Promise<void> {
  const docs = await docsOf(project);
  await forAll(docs, (doc) => files.remove(nameOf(placeOf(doc))));
  await removeDocs(
    project,
    docs.map(({ _id }) => _id),
  );
}
