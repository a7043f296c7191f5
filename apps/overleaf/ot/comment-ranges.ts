import { type Comment, isComment, type Op } from './components.ts';
import { transformComponent } from './transform.ts';

/** A comment on a part of a text; its id is that of the thread. */
export interface CommentRange {
  id: string;
  op: Comment;
  /** Who has made it, and when. */
  metadata: object;
}

/**
 * The comments on a text after an operation. They move and grow with the text, and one whose text is gone stays as an empty one; a comment
 * of the operation is added with `metadata`, or moved when its thread is known.
 */
export function commentsAfter(
  comments: readonly CommentRange[],
  op: Op,
  metadata: object,
): readonly CommentRange[] {
  let after = comments;
  for (const component of op) {
    if (after.length > 0) after = after.map((each) => ({ ...each, op: moved(each.op, component) }));
    if (isComment(component)) after = withComment(after, component, metadata);
  }
  return after;
}

function moved(comment: Comment, component: Op[number]): Comment {
  const transformed: Op = [];
  transformComponent(transformed, comment, component, 'left');
  const [only] = transformed;
  return only !== undefined && isComment(only) ? only : comment;
}

function withComment(comments: readonly CommentRange[], op: Comment, metadata: object): CommentRange[] {
  const isKnown = comments.some(({ id }) => id === op.t);
  if (isKnown) return comments.map((comment) => (comment.id === op.t ? { ...comment, op } : comment));
  return [...comments, { id: op.t, op, metadata }];
}
