import * as z from 'zod';
import { idText } from '../ids.ts';

const longest = 10_240;

/** A text of at most 10,240 UTF-16 units, which may be empty, as in the original. */
const content = z
  .string('must be a text')
  .refine(({ length }) => length <= longest, `may have at most ${longest} characters`);

export const newMessage = z.object({ user_id: idText, content });
/** With `user_id`, only a message of that user is changed. */
export const edit = z.object({ content, user_id: idText.exactOptional() });
/** With `user_id`, only a message of that user is deleted. */
export const deletion = z.object({ user_id: idText.exactOptional() });
export const resolution = z.object({ user_id: idText });
