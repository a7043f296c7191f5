import * as z from 'zod';
import { InvalidOp } from '../ot/apply.ts';
import { checkComments } from '../ot/comment-limits.ts';
import { type CommentRange, commentsAfter } from '../ot/comment-ranges.ts';
import { isComment, isDelete, isInsert, type Op } from '../ot/components.ts';
import { afterDelete, afterInsert, type Change, type Tracker } from './tracked-changes.ts';

/** The tracked changes and comments of a document; a list that would be empty is absent. */
export interface Ranges {
  changes?: Change[];
  comments?: readonly CommentRange[];
}

const place = z.number().min(0);
const metadata = z.looseObject({ user_id: z.string().nullish() });
const textOfChange = z.union([z.object({ p: place, i: z.string() }), z.object({ p: place, d: z.string() })]);

/** Ranges as they come in JSON. */
export const rangesSchema = z.object({
  changes: z.array(z.object({ id: z.string(), op: textOfChange, metadata })).exactOptional(),
  comments: z
    .array(z.object({ id: z.string(), op: z.object({ p: place, c: z.string(), t: z.string() }), metadata }))
    .exactOptional(),
});

const maxChanges = 2000;
const maxLength = 3 * 1024 * 1024;

/** The ranges after an operation has led to `text`. Throws `InvalidOp` for too many, and for one that does not fit the text. */
export function rangesAfter(ranges: Ranges, op: Op, text: string, tracker: Tracker): Ranges {
  let { changes = [] } = ranges;
  for (const component of op) {
    if (isInsert(component)) changes = afterInsert(changes, component, tracker);
    else if (isDelete(component)) changes = afterDelete(changes, component, tracker);
  }
  const { user_id, ts } = tracker;
  const comments = commentsAfter(ranges.comments ?? [], op, { user_id, ts });
  const after = compact({ changes, comments });
  if (changes.length > maxChanges)
    throw new InvalidOp(`the document has more than ${maxChanges} tracked changes: accept some`);
  if (op.some(isComment)) checkComments(comments);
  if (JSON.stringify(after).length > maxLength)
    throw new InvalidOp(
      'the comments and tracked changes of the document take more than 3 MiB: delete or accept some',
    );
  checkFit(after, text);
  return after;
}

function checkFit({ changes = [], comments = [] }: Ranges, text: string): void {
  const check = (kind: string, id: string, p: number, expected: string): void => {
    const found = text.slice(p, p + expected.length);
    if (found !== expected)
      throw new InvalidOp(`${kind} ${id} at ${p} says '${expected}', but the text is '${found}'`);
  };
  for (const { id, op } of changes) if (isInsert(op)) check('Change', id, op.p, op.i);
  for (const { id, op } of comments) check('Comment', id, op.p, op.c);
}

const compact = ({ changes = [], comments = [] }: Ranges): Ranges => ({
  ...(changes.length > 0 && { changes }),
  ...(comments.length > 0 && { comments }),
});

/** The ranges without the changes that were accepted. */
export const withoutChanges = (ranges: Ranges, ids: string[]): Ranges =>
  compact({ ...ranges, changes: (ranges.changes ?? []).filter(({ id }) => !ids.includes(id)) });

/** The ranges without one comment. */
export const withoutComment = (ranges: Ranges, id: string): Ranges =>
  compact({ ...ranges, comments: (ranges.comments ?? []).filter((comment) => comment.id !== id) });
