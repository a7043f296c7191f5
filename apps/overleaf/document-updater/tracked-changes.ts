import { type Delete, type Insert, isDelete } from '../ot/components.ts';

/** An insertion or deletion that waits to be accepted. The text of a deletion is not in the document any more. */
export interface Change {
  id: string;
  op: Insert | Delete;
  metadata: { user_id?: string | null | undefined; ts?: unknown };
}

/** Who makes an update, and whether it is tracked. */
export interface Tracker {
  user_id: string | null;
  /** The time in ISO format. */
  ts: string;
  isTracking: boolean;
  /** An id for a new change. */
  newId(): string;
}

const isBy = ({ metadata }: Change, { user_id }: Tracker): boolean => (metadata.user_id ?? null) === user_id;

const at = (change: Change, p: number): Change => ({ ...change, op: { ...change.op, p } });

const inOrder = (changes: Change[]): Change[] => changes.sort((one, other) => one.op.p - other.op.p);

/**
 * The changes of a document after an insertion. A tracked one extends the user's own insertion beside or around it, and ends up left of
 * a deletion at its place. One that is not the owner's divides an insertion. An undo that brings back the text of a deletion ends it.
 */
export function afterInsert(changes: Change[], { p, i, u }: Insert, tracker: Tracker): Change[] {
  const after: Change[] = [];
  let isRecorded = !tracker.isTracking;
  for (const change of changes) {
    const { op } = change;
    if (isDelete(op)) {
      if (u && op.p === p && op.d === i) isRecorded = true;
      else after.push(op.p >= p ? at(change, op.p + i.length) : change);
      continue;
    }
    const end = op.p + op.i.length;
    const isTouched = op.p <= p && p <= end;
    if (isTouched && !isRecorded && isBy(change, tracker)) {
      isRecorded = true;
      after.push({ ...change, op: { p: op.p, i: op.i.slice(0, p - op.p) + i + op.i.slice(p - op.p) } });
    } else if (p <= op.p) after.push(at(change, op.p + i.length));
    else if (p >= end) after.push(change);
    else {
      after.push({ ...change, op: { p: op.p, i: op.i.slice(0, p - op.p) } });
      const right = { p: p + i.length, i: op.i.slice(p - op.p) };
      after.push({ ...change, id: tracker.newId(), op: right });
    }
  }
  if (!isRecorded) after.push(newChange({ p, i }, tracker));
  return inOrder(after);
}

/**
 * The changes of a document after a deletion. What it removes of a tracked insertion is gone for good; the rest becomes a tracked
 * deletion, which takes over the deletions inside it and the user's own ones beside it.
 */
export function afterDelete(changes: Change[], { p, d }: Delete, tracker: Tracker): Change[] {
  const after: Change[] = [];
  const end = p + d.length;
  let recorded = '';
  /** The place up to which the deleted text is recorded or gone. */
  let done = p;
  for (const change of changes) {
    const { op } = change;
    if (isDelete(op)) {
      const isInside = p < op.p && op.p < end;
      const isOwn = p <= op.p && op.p <= end && isBy(change, tracker);
      if (tracker.isTracking && (isInside || isOwn)) {
        recorded += d.slice(done - p, Math.max(done, op.p) - p) + op.d;
        done = Math.max(done, op.p);
      } else after.push(at(change, op.p <= p ? op.p : Math.max(p, op.p - d.length)));
      continue;
    }
    const from = Math.max(op.p, p);
    const to = Math.min(op.p + op.i.length, end);
    const start = op.p <= p ? op.p : Math.max(p, op.p - d.length);
    if (from >= to) {
      after.push(at(change, start));
      continue;
    }
    recorded += d.slice(done - p, Math.max(done, from) - p);
    done = to;
    const rest = op.i.slice(0, from - op.p) + op.i.slice(to - op.p);
    if (rest !== '') after.push({ ...change, op: { p: start, i: rest } });
  }
  recorded += d.slice(done - p);
  if (tracker.isTracking && recorded !== '') after.push(newChange({ p, d: recorded }, tracker));
  return inOrder(after);
}

const newChange = (op: Change['op'], { user_id, ts, newId }: Tracker): Change => ({
  id: newId(),
  op,
  metadata: { user_id, ts },
});
