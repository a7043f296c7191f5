import * as z from 'zod';
import { tooLarge } from '#shared/errors';
import { rangesSchema } from './ranges.ts';

const maxDocBytes = 2 * 1024 * 1024;
/** Twice the text with some room for the rest, as in the original: JSON may write a character as several. */
export const bodyBytes = 2 * (maxDocBytes + 64 * 1024);

const line = z.string('must be a text').refine((text) => !text.includes('\0'), 'may not have a NUL');

export const newContent = z.object({
  lines: z.array(line),
  version: z.number(),
  ranges: rangesSchema,
});

/** Throws `too-large` for a text of more than 2 MiB; line ends do not count. */
export function checkSize(lines: string[]): void {
  const bytes = lines.reduce((sum, each) => sum + Buffer.byteLength(each), 0);
  if (bytes > maxDocBytes)
    throw tooLarge(`the document has ${bytes} bytes, and may have at most ${maxDocBytes}`);
}

const date = z
  .union([z.string(), z.number()])
  .transform((value) => new Date(value))
  .refine((value) => !Number.isNaN(value.getTime()), 'must be a date');

/** A deletion, or nothing: only `deleted: true` has an effect. */
export const patch = z.union([
  z.strictObject({ deleted: z.literal(true), name: z.string().min(1), deletedAt: date }),
  z.strictObject({ deleted: z.literal(false).exactOptional() }),
]);
