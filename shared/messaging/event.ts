import * as z from 'zod';

/** Something that has happened, told to everybody who subscribes to its type. Applications extend it by what has happened to whom. */
export const event = z.object({
  /** Its own, the same in every delivery. */
  eventId: z.string().min(1),
  /** What happened; also the topic in a broker. */
  type: z.string().min(1),
  /** To what it happened; events of the same key are delivered in order. */
  key: z.string().min(1),
  /** Its place among the events of its key, from 1. */
  sequence: z.number().int().min(1),
  /** When, as ISO text. */
  occurredAt: z.string().min(1),
});
export type Event = z.output<typeof event>;
