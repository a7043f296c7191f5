import { ObjectId } from 'mongodb';
import * as z from 'zod';
import { parse } from '#shared/parse';

const format = 'must be 24 hexadecimal digits in lower case';

/** An id as MongoDB makes it: 24 lower-case hexadecimal digits. */
export const idText = z.string(format).regex(/^[0-9a-f]{24}$/, format);

const idSchema = idText.transform((text) => new ObjectId(text));

/** Parses an id from a path or a body; `what` names it in the error. Throws `invalid`. */
export const idFrom = (value: unknown, what: string): ObjectId => parse(idSchema, value, what);
