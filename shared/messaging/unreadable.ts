import * as z from 'zod';

/**
 * What a consumer passes on in place of a message that nobody can read, so that the receiver sets it aside: where it is in the
 * broker, why it cannot be read, and its text if it has one.
 */
export const unreadable = z.strictObject({
  unreadable: z.string(),
  topic: z.string(),
  partition: z.number(),
  offset: z.string(),
  text: z.string().exactOptional(),
});
export type Unreadable = z.output<typeof unreadable>;

/** The same in words; undefined for any other delivery. */
export function inWords(delivery: unknown): string | undefined {
  const { data } = unreadable.safeParse(delivery);
  return data && `${data.topic}, partition ${data.partition}, offset ${data.offset}: ${data.unreadable}`;
}
