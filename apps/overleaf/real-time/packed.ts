import * as z from 'zod';

const range = z.looseObject({ op: z.looseObject({}) });

/** The tracked changes and comments of a document. */
export const rangesSchema = z.looseObject({
  changes: z.array(range).exactOptional(),
  comments: z.array(range).exactOptional(),
});

export type Ranges = z.output<typeof rangesSchema>;

/** A text as documents are sent to editors: each byte of its UTF-8 is a character. */
export const pack = (text: string): string => Buffer.from(text).toString('latin1');

const texts = ['i', 'd', 'c'];

/** Ranges with their texts packed. */
export function packRanges(ranges: Ranges): Ranges {
  const packed = ({ op, ...rest }: z.output<typeof range>) => ({
    ...rest,
    op: Object.fromEntries(
      Object.entries(op).map(([name, value]) => [
        name,
        texts.includes(name) && typeof value === 'string' ? pack(value) : value,
      ]),
    ),
  });
  const { changes, comments } = ranges;
  return {
    ...ranges,
    ...(changes !== undefined && { changes: changes.map(packed) }),
    ...(comments !== undefined && { comments: comments.map(packed) }),
  };
}
