import { randomBytes } from 'node:crypto';
import type { Request } from 'express';
import * as z from 'zod';
import { invalid } from '#shared/errors';
import { type Blame, parse, safeParseJson } from '#shared/parse';

const missing = 'is missing';
const largestId = 2n ** 63n;

/** A text that is there. */
export const text = z.string(missing);

/** An id: a whole number of 63 bits, kept exact. */
export const id = text.transform((written, context) => {
  const read = readId(written);
  if (read !== undefined) return read;
  context.addIssue('must be a whole number from 0 to 2^63-1');
  return z.NEVER;
});

/** A whole number of 32 bits. */
export const number = text.transform((written, context) => {
  const value = Number(written);
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) return value;
  context.addIssue('must be a whole number');
  return z.NEVER;
});

/** A list, written as a JSON array; empty when it is missing. `read` answers undefined for an item that is not valid. */
export const list = <Item>(read: (item: unknown) => Item | undefined) =>
  z
    .string()
    .default('[]')
    .transform((written, context): Item[] => {
      const items = safeParseJson(z.array(z.unknown()), written)?.map(read);
      const valid = items?.filter((item) => item !== undefined);
      if (valid !== undefined && valid.length === items?.length) return valid;
      context.addIssue('must be a JSON array such as ["1"]');
      return z.NEVER;
    });

/** The first problem, in the words of the original where something is missing. */
const inWords: Blame = ([problem], what) => {
  const { path, expected } = problem ?? { path: what, expected: 'is not valid' };
  return invalid(expected === missing ? `Incomplete arguments: ${path} ${missing}` : `${path} ${expected}`);
};

/** What a request brings: the fields of its form and of its query; as in the original an empty text is none. */
function fieldsOf({ body, query }: Request): Record<string, unknown> {
  const all = Object.entries({ ...query, ...Object(body) });
  return Object.fromEntries(all.filter(([, value]) => typeof value === 'string' && value !== ''));
}

/** Reads the fields of a request. Throws `invalid` for the first that is missing or wrong. */
export const inputsOf = <Schema extends z.ZodType>(schema: Schema, request: Request): z.output<Schema> =>
  parse(schema, fieldsOf(request), 'form', inWords);

/** An id as text or small number; undefined for anything else. */
export function readId(value: unknown): bigint | undefined {
  const written = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof written !== 'string' || !/^\d{1,19}$/.test(written)) return undefined;
  const read = BigInt(written);
  return read < largestId ? read : undefined;
}

/** A number for the logs and the post, of 60 bits as in the original. */
export const newRequestId = (): bigint => randomBytes(8).readBigUInt64BE() >> 4n;
