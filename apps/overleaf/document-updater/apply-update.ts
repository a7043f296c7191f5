import { invalid } from '#shared/errors';
import { apply } from '../ot/apply.ts';
import { type Component, isDelete, isInsert, type Op } from '../ot/components.ts';
import { textHash } from '../ot/hash.ts';
import { withoutSurrogates } from '../ot/surrogates.ts';
import { transform } from '../ot/transform.ts';
import { type Doc, isTooLong, linesOf, maxDocLength, textOf } from './doc.ts';
import { rangesAfter } from './ranges.ts';
import { trackerOf } from './tracker.ts';
import type { AppliedUpdate, Update } from './update.ts';

/** The most versions that an update may be behind. */
const maxAge = 80;

/** The most pairs of components of which one is transformed against the other, so that no other document waits for long. */
const maxSteps = 25_000_000;

/** What becomes of an update. */
export type Outcome =
  /** It was applied before, over another connection: its author learns that, with the version it was applied to, and nothing changes. */
  | { isDuplicate: true; update: Update }
  /** The document with it, and the update as it was applied. */
  | { isDuplicate: false; update: Update; doc: Doc };

/** Throws `invalid` for an update of a version that the document has not reached, or has left far behind. */
export function checkVersion({ version }: Doc, { v }: Update): void {
  if (v > version) throw invalid('Op at future version');
  if (v + maxAge < version) throw invalid('Op too old');
}

/**
 * Applies an update to a document. `earlier` are the updates that were applied since the version of the update, and `now` is the time
 * in milliseconds. Throws an error whose words are for the editors of the document, and then nothing is applied.
 */
export function applyUpdate(doc: Doc, sent: Update, earlier: AppliedUpdate[], now: number): Outcome {
  const meta = { ...sent.meta, ts: now };
  const dupIfSource = Array.isArray(sent.dupIfSource) ? sent.dupIfSource : [];
  const original = earlier.find((applied) => dupIfSource.includes(applied.meta.source));
  if (original !== undefined)
    return { isDuplicate: true, update: { ...sent, v: original.v, meta, dup: true } };

  const before = textOf(doc);
  checkSteps(sent, earlier);
  const transformed = earlier.reduce(
    (mine, theirs) => transform(mine, theirs.op, 'left'),
    sent.op.map(readable),
  );
  const op = withinText(transformed, before.length);
  const text = apply(before, op);
  const lines = linesOf(text);
  if (isTooLong(lines))
    throw invalid(`Update takes doc over max doc size: ${maxDocLength} characters as a JSON list of lines`);
  if (sent.hash && earlier.length === 0 && textHash(text) !== sent.hash) throw invalid('Invalid hash');
  return {
    isDuplicate: false,
    update: { ...sent, op, v: doc.version, meta },
    doc: {
      ...doc,
      lines,
      version: doc.version + 1,
      ranges: rangesAfter(doc.ranges, op, text, trackerOf(meta, now)),
      lastUpdatedAt: String(now),
      lastUpdatedBy: meta.user_id ?? '',
      unflushedSince: doc.unflushedSince ?? String(now),
    },
  };
}

/** Throws `invalid` where a transformation would take seconds, in which every other document would have to wait. */
function checkSteps({ op }: Update, earlier: AppliedUpdate[]): void {
  const steps = op.length * earlier.reduce((sum, theirs) => sum + theirs.op.length, 0);
  if (steps > maxSteps) throw invalid('Op too large for what has changed since its version');
}

const readable = (component: Component): Component =>
  isInsert(component) ? { ...component, i: withoutSurrogates(component.i) } : component;

/** The operation with what it inserts past the end of the text at the end. */
function withinText(op: Op, length: number): Op {
  let end = length;
  return op.map((component) => {
    if (isDelete(component)) end -= component.d.length;
    if (!isInsert(component)) return component;
    const p = Math.min(component.p, end);
    end += component.i.length;
    return { ...component, p };
  });
}
