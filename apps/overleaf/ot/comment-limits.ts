import { InvalidOp } from './apply.ts';
import type { CommentRange } from './comment-ranges.ts';

const maxComments = 500;
/** Readers may comment, and must leave room for what writers type in the comments. */
const maxLength = 512 * 1024;

/** Throws `InvalidOp` when a document cannot have so many comments, or such long ones: for the site, and for a page before it asks. */
export function checkComments(comments: readonly CommentRange[]): void {
  if (comments.length > maxComments)
    throw new InvalidOp(`a document cannot have more than ${maxComments} comments: delete some`);
  if (JSON.stringify(comments).length > maxLength)
    throw new InvalidOp('the comments of a document cannot take more than 512 KiB: delete some');
}
