import DiffMatchPatch from 'diff-match-patch';
import type { Op } from '../ot/components.ts';

const differ = new DiffMatchPatch();

/** An operation that makes one text of another, in parts that a person would see as one change. `isUndo` marks all its components. */
export function diff(before: string, after: string, { isUndo = false } = {}): Op {
  const parts = differ.diff_main(before, after);
  differ.diff_cleanupSemantic(parts);
  const mark = isUndo ? { u: true as const } : {};
  const op: Op = [];
  let p = 0;
  for (const [kind, text] of parts) {
    if (kind === DiffMatchPatch.DIFF_DELETE) op.push({ p, d: text, ...mark });
    else {
      if (kind === DiffMatchPatch.DIFF_INSERT) op.push({ p, i: text, ...mark });
      p += text.length;
    }
  }
  return op;
}
