import * as z from 'zod';
import { ask } from '../../../parts/api.ts';
import { colourOf } from '../../../parts/colour.ts';
import { nameOf, person } from '../../../parts/person.ts';
import { projectId } from '../../project.ts';

/** Who has changed something; null where the site does not know. */
const author = person.nullable();
export type Author = z.output<typeof author>;

const update = z.object({
  meta: z.object({ users: z.array(author), start_ts: z.number(), end_ts: z.number() }),
  docs: z.record(z.string(), z.object({ fromV: z.number(), toV: z.number() })),
});
/** What has happened in a stretch of time: by whom, and between which versions of which documents. */
export type Update = z.output<typeof update>;

const page = z.object({ updates: z.array(update), nextBeforeTimestamp: z.number().optional() });
/** A part of the history, the newest first, and the time before which there is more. */
export type UpdatePage = z.output<typeof page>;

/** So many entries are loaded at a time. */
const atOnce = 10;

/** What happened last, or before a time. */
export const loadUpdates = (before?: number): Promise<UpdatePage> =>
  ask(
    page,
    'GET',
    `/project/${projectId}/updates?min_count=${atOnce}${before === undefined ? '' : `&before=${before}`}`,
  );

/** The versions of a document in some updates together. */
export function versionsOf(updates: Update[], doc: string): { fromV: number; toV: number } | undefined {
  const all = updates.flatMap(({ docs }) => docs[doc] ?? []);
  if (all.length === 0) return undefined;
  return {
    fromV: Math.min(...all.map(({ fromV }) => fromV)),
    toV: Math.max(...all.map(({ toV }) => toV)),
  };
}

/** The documents that some updates have changed. */
export const docsOf = (updates: Update[]): string[] => [
  ...new Set(updates.flatMap(({ docs }) => Object.keys(docs))),
];

/** What an author is called. */
export const authorName = (given: Author): string => (given === null ? 'Somebody unknown' : nameOf(given));

/** The colour of an author. */
export const authorColour = (given: Author): string => colourOf(given?.id ?? '');

const meta = z.object({ start_ts: z.number(), end_ts: z.number(), user: author });
const part = z.union([
  z.object({ u: z.string() }),
  z.object({ i: z.string(), meta }),
  z.object({ d: z.string(), meta }),
]);
/** A piece of a text that shows changes: `u` unchanged, `i` inserted, `d` deleted. */
export type Part = z.output<typeof part>;

/** What has changed in a document between two versions. */
export async function loadDiff(doc: string, fromV: number, toV: number): Promise<Part[]> {
  const path = `/project/${projectId}/doc/${doc}/diff?from=${fromV}&to=${toV}`;
  return (await ask(z.object({ diff: z.array(part) }), 'GET', path)).diff;
}
