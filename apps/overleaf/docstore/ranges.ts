import { ObjectId } from 'mongodb';
import * as z from 'zod';

const id = z.string().transform((text) => (/^[0-9a-f]{24}$/i.test(text) ? new ObjectId(text) : text));

/** A time that cannot be read is the beginning of 1970, as in the original. */
const time = z.union([z.string(), z.number()]).transform((value) => {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? new Date(0) : date;
});

const metadata = z.looseObject({ user_id: id.exactOptional(), ts: time.exactOptional() });
const change = z.looseObject({ id: id.exactOptional(), metadata: metadata.exactOptional() });
const comment = change.extend({ op: z.looseObject({ t: id.exactOptional() }).exactOptional() });

/**
 * The tracked changes and comments of a document as they come in JSON, as they are stored: ids as ObjectIds, where they are some, and
 * times as dates. Other members stay as they are.
 */
export const rangesSchema = z.looseObject({
  changes: z.array(change).exactOptional(),
  comments: z.array(comment).exactOptional(),
});

export type Ranges = z.output<typeof rangesSchema>;
