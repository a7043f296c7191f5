import type { ObjectId } from 'mongodb';
import pLimit from 'p-limit';
import * as z from 'zod';
import { readResponse } from '#shared/http/client';
import { ask } from '../neighbours.ts';

/** The text of a document, as docstore has it. */
export interface Text {
  lines: string[];
  ranges: Record<string, unknown>;
}

const stored = z.object({
  lines: z.array(z.string()),
  ranges: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((ranges) => ranges ?? {}),
  deleted: z.boolean().default(false),
});

const slowMs = 30_000;
/** Texts that are moved at the same time, as in the original. */
const atOnce = 5;

const pathOf = (project: ObjectId, doc: ObjectId): string => `/project/${project}/doc/${doc}`;

/** Stores the text of a new document. Throws `too-large` for more than 2 MiB. */
export async function storeText(
  project: ObjectId,
  doc: ObjectId,
  { lines, ranges = {} }: Pick<Text, 'lines'> & Partial<Text>,
): Promise<void> {
  await ask('docstore', pathOf(project, doc), {
    method: 'POST',
    json: { lines, version: 0, ranges },
    deadlineMs: slowMs,
  });
}

/** The text of a document that was not deleted, or, with `deleted`, of one that was. Throws `not-found`. */
export async function textOf(
  project: ObjectId,
  doc: ObjectId,
  { deleted = false } = {},
): Promise<z.output<typeof stored>> {
  const query = deleted ? '?include_deleted=true' : '';
  const answer = await ask('docstore', pathOf(project, doc) + query, { deadlineMs: slowMs });
  return readResponse(stored, answer, 'the document in docstore');
}

/**
 * What `read` makes of the lines of some documents. Each is one request, because an answer of an action has a limit, and a few texts at
 * a time are in memory.
 */
export async function readTexts<Result>(
  project: ObjectId,
  docs: readonly ObjectId[],
  read: (lines: string[]) => Result,
): Promise<Result[]> {
  const limit = pLimit(atOnce);
  return Promise.all(docs.map((doc) => limit(async () => read((await textOf(project, doc)).lines))));
}

/** Has all that editors have open in a project stored. */
export async function flush(project: ObjectId): Promise<void> {
  await ask('document-updater', `/project/${project}/flush`, { method: 'POST', deadlineMs: slowMs });
}

/** The text of a document now, as its editors see it. Throws `not-found`. */
export async function currentText(project: ObjectId, doc: ObjectId): Promise<string[]> {
  const answer = await ask('document-updater', pathOf(project, doc), { deadlineMs: slowMs });
  return readResponse(z.object({ lines: z.array(z.string()) }), answer, 'the document').lines;
}

/** Replaces the text of a document, whose editors see the change. */
export async function replaceText(
  { project, doc, user }: { project: ObjectId; doc: ObjectId; user: ObjectId | undefined },
  lines: string[],
  source: string,
): Promise<void> {
  const json = { lines, source, user_id: user };
  await ask('document-updater', pathOf(project, doc), { method: 'POST', json, deadlineMs: slowMs });
}

/** Marks a document that has left the tree as deleted, after what its editors have typed is stored. */
export async function deleteText(project: ObjectId, doc: ObjectId, name: string): Promise<void> {
  const path = pathOf(project, doc);
  await ask('document-updater', path, { method: 'DELETE', deadlineMs: slowMs });
  const json = { deleted: true, name, deletedAt: new Date() };
  await ask('docstore', path, { method: 'PATCH', json });
}
