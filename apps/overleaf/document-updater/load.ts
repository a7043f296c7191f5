import * as z from 'zod';
import { notFound } from '#shared/errors';
import { blameSystem, parseJson } from '#shared/parse';
import { type Doc, isTooLong, maxDocLength, type Place } from './doc.ts';
import { docKeys, projectKeys } from './keys.ts';
import type { Lock } from './lock.ts';
import { rangesSchema } from './ranges.ts';
import { redis } from './redis.ts';
import { stateCommands } from './store.ts';
import { fetchDoc } from './web.ts';

const storedLines = z.array(z.string());

const readKeys = [
  docKeys.lines,
  docKeys.version,
  docKeys.project,
  docKeys.ranges,
  docKeys.pathname,
  docKeys.projectHistoryId,
  docKeys.projectHistoryType,
  docKeys.lastUpdatedAt,
  docKeys.lastUpdatedBy,
  docKeys.unflushedSince,
];

/** A document as Redis has it; undefined when it is not there. Throws `not-found` for one of another project. */
export async function readDoc(place: Place): Promise<Doc | undefined> {
  const { project, doc } = place;
  const [
    lines,
    version,
    owner,
    ranges,
    pathname,
    projectHistoryId,
    projectHistoryType,
    lastUpdatedAt = null,
    lastUpdatedBy = null,
    unflushedSince = null,
  ] = await redis.use((client) => client.mget(readKeys.map((key) => key(doc))));
  if (!lines) return undefined;
  if (owner !== project) throw notFound(`there is no document ${doc} in the project ${project}`);
  return {
    ...place,
    lines: parseJson(storedLines, lines, `the lines of ${doc}`, blameSystem),
    version: Number(version),
    ranges: parseJson(rangesSchema, ranges || '{}', `the ranges of ${doc}`, blameSystem),
    pathname: pathname ?? '',
    projectHistoryId: projectHistoryId ? Number(projectHistoryId) : null,
    projectHistoryType: projectHistoryType ?? '',
    lastUpdatedAt,
    lastUpdatedBy,
    unflushedSince,
  };
}

/** A document as Redis has it, else as web has it, and from then on Redis. */
export async function loadDoc(place: Place, lock: Lock): Promise<{ doc: Doc; wasLoaded: boolean }> {
  const found = await readDoc(place);
  if (found !== undefined) return { doc: found, wasLoaded: true };
  const doc = await fetchDoc(place);
  if (isTooLong(doc.lines))
    throw new Error(
      `the document ${place.doc} has more than ${maxDocLength} characters as a JSON list of lines`,
    );
  await lock.commit([
    ...stateCommands(doc),
    [
      'MSET',
      docKeys.project(doc.doc),
      doc.project,
      docKeys.pathname(doc.doc),
      doc.pathname,
      docKeys.projectHistoryId(doc.doc),
      doc.projectHistoryId ?? '',
      docKeys.projectHistoryType(doc.doc),
      doc.projectHistoryType,
    ],
    ['SADD', projectKeys.docs(doc.project), doc.doc],
  ]);
  return { doc, wasLoaded: false };
}
