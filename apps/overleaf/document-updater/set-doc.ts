import * as z from 'zod';
import { withoutSurrogates } from '../ot/surrogates.ts';
import { diff } from './diff.ts';
import { type Place, textOf } from './doc.ts';
import { flush, unload } from './flush.ts';
import { loadDoc } from './load.ts';
import { applyOne, withDocument } from './pending.ts';

const line = z.string('must be a text').refine((text) => !text.includes('\0'), 'may not have a NUL');

/** New lines for a document, with where they come from. */
export const newLines = z.object({
  lines: z.array(line),
  source: z.string().nullish(),
  user_id: z.string().nullish(),
  undoing: z.boolean().nullish(),
});

/** Replaces the text of a document by an update that editors receive, and hands it over to web. */
export const setDoc = (place: Place, given: z.output<typeof newLines>): Promise<void> =>
  withDocument(place, async (lock) => {
    const { lines, source, user_id, undoing } = given;
    const { doc, wasLoaded } = await loadDoc(place, lock);
    const op = diff(textOf(doc), withoutSurrogates(lines.join('\n')), { isUndo: undoing === true });
    const meta = { type: 'external', ...(source != null && { source }), ...(user_id != null && { user_id }) };
    const after = await applyOne(doc, { doc: place.doc, op, v: doc.version, meta }, lock);
    await flush(after, lock);
    if (!wasLoaded) await unload(place, lock);
  });
