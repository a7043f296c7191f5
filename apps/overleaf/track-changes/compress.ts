import { diff } from '../document-updater/diff.ts';
import { type Component, type Delete, type Insert, isComment, isDelete, isInsert } from '../ot/components.ts';
import { textOf, type Update } from './update.ts';

type Edit = Insert | Delete;
/** An update of one insertion or deletion. */
type Single = Omit<Update, 'op'> & { op: Edit };

/** The limits of the original. */
const maxGapMs = 60_000;
const maxLength = 2 * 1024 * 1024;

/**
 * Unites updates of one user that follow each other closely, such as the letters of a word. What was united has the last version. Comments
 * are left out, and an update that changes nothing stays as the insertion of an empty text.
 */
export function compress(updates: Update[]): Update[] {
  const united: Single[] = [];
  for (const single of updates.flatMap(split)) {
    const last = united.at(-1);
    const merged = last === undefined ? undefined : unite(last, single);
    if (merged === undefined) united.push(single);
    else united.splice(-1, 1, ...merged);
  }
  return regroup(united);
}

function split({ op, meta, v }: Update): Single[] {
  const edits = op.filter((component): component is Edit => !isComment(component));
  const shown: Edit[] = edits.length === 0 ? [{ p: 0, i: '' }] : edits;
  return shown.map((each) => ({ op: each, meta, v }));
}

/** The updates that do the same as two; undefined when the two stay as they are. */
function unite(first: Single, second: Single): Single[] | undefined {
  const isClose =
    first.meta.user_id === second.meta.user_id &&
    second.meta.start_ts - first.meta.end_ts <= maxGapMs &&
    textOf(first.op).length + textOf(second.op).length < maxLength;
  const ops = isClose ? uniteOps(first.op, second.op) : undefined;
  const meta = { ...first.meta, end_ts: second.meta.end_ts };
  return ops?.map((op) => ({ op, meta, v: second.v }));
}

function uniteOps(first: Edit, second: Edit): Edit[] | undefined {
  const at = second.p - first.p;
  if (isInsert(first)) {
    const { p, i } = first;
    if (at < 0 || at > i.length) return undefined;
    if (isInsert(second)) return [{ p, i: i.slice(0, at) + second.i + i.slice(at) }];
    const end = at + second.d.length;
    return end > i.length ? undefined : [{ p, i: i.slice(0, at) + i.slice(end) }];
  }
  if (isDelete(second)) {
    if (at > 0 || -at > second.d.length) return undefined;
    return [{ p: second.p, d: second.d.slice(0, -at) + first.d + second.d.slice(-at) }];
  }
  return at === 0 ? replacement(first, second.i) : undefined;
}

/** A text that takes the place of a deleted one, as what differs between the two. */
function replacement({ p, d }: Delete, text: string): Edit[] {
  const edits = diff(d, text).map((each) => ({ ...each, p: each.p + p }) as Edit);
  return edits.length === 0 ? [{ p, i: '' }] : edits;
}

/** Neighbours of one version are one update. */
function regroup(singles: Single[]): Update[] {
  const updates: Update[] = [];
  for (const { op, meta, v } of singles) {
    const last = updates.at(-1);
    const component: Component = op;
    if (last?.v === v) last.op.push(component);
    else updates.push({ op: [component], meta, v });
  }
  return updates;
}
