import { flushDoc } from './flush.ts';
import { currentText, type Person, personOf, setText } from './neighbours.ts';
import { type Place, updatesFrom } from './packs.ts';
import { type Part, partsOf } from './parts.ts';
import { rewind } from './rewind.ts';
import type { Update } from './update.ts';

const attempts = 3;

/** The text of a document before a version, and its updates from there on. Updates that come meanwhile make it ask again. */
async function textBefore(place: Place, version: number): Promise<{ text: string; updates: Update[] }> {
  for (let attempt = 1; ; attempt += 1) {
    await flushDoc(place);
    const { text, version: current } = await currentText(place);
    const updates = Number.isNaN(version) ? [] : await updatesFrom(place.doc, version);
    const last = updates.at(-1);
    if (last === undefined || last.v + 1 >= current) {
      // What the document has not seen yet is no part of its text.
      const seen = updates.filter(({ v }) => v < current);
      return { text: rewind(text, seen), updates: seen };
    }
    if (attempt === attempts)
      throw new Error(
        `the document ${place.doc} is at version ${current}, and its history ends at ${last.v}`,
      );
  }
}

/** The people of some updates, by their ids. */
export async function peopleOf(users: (string | null | undefined)[]) {
  const people = new Map<string | null | undefined, Person | null>();
  for (const user of new Set(users)) people.set(user, await personOf(user));
  return people;
}

/** What has changed in a document from the version `from` to `to`, both included. */
export async function diffOf(place: Place, from: number, to: number): Promise<object[]> {
  const { text, updates } = await textBefore(place, from);
  const parts = partsOf(
    text,
    updates.filter(({ v }) => v <= to),
  );
  const changes = parts.flatMap((part) => ('meta' in part ? [part] : []));
  const people = await peopleOf(changes.map(({ meta }) => meta.user_id));
  return parts.map((part) => shown(part, people));
}

function shown(part: Part, people: Map<string | null | undefined, Person | null>): object {
  if (!('meta' in part)) return part;
  const { user_id, ...times } = part.meta;
  return { ...part, meta: { ...times, user: people.get(user_id) ?? null } };
}

/** Gives a document the text that it had before a version; without a number, the one that it has. */
export async function restore(place: Place, version: number, user: string | undefined): Promise<void> {
  const { text } = await textBefore(place, version);
  await setText(place, text, user);
}
