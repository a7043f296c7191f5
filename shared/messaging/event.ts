import * as z from 'zod';

/** The envelope of a domain event. Applications extend it with their payload. */
export const event = z.object({
  /** The id of the event, the same in every delivery. */
  eventId: z.string().min(1),
  /** The type of the event, which is also its topic in a broker. */
  type: z.string().min(1),
  /** The entity that the event is about; events of one key are delivered in order. */
  key: z.string().min(1),
  /** The position among the events of its key, from 1. */
  sequence: z.number().int().min(1),
  /** The time of the event as ISO text. */
  occurredAt: z.string().min(1),
});
export type Event = z.output<typeof event>;
