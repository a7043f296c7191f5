import * as z from 'zod';
import { type Delete, type Insert, isInsert, type Op } from '../ot/components.ts';

/** An update of a document in the history: one change or several of one user that follow each other. Times in milliseconds. */
export interface Update {
  op: Op;
  meta: { user_id?: string | null; start_ts: number; end_ts: number };
  /** The version that the document had before the last of the changes. */
  v: number;
}

const component = z.union([
  z.object({ p: z.number(), i: z.string() }),
  z.object({ p: z.number(), d: z.string() }),
  z.object({ p: z.number(), c: z.string(), t: z.string() }),
]);

/** An update as document-updater queues it. */
export const queuedUpdate = z
  .object({
    op: z.array(component),
    v: z.int(),
    meta: z.object({ user_id: z.string().nullish(), ts: z.number() }).exactOptional(),
  })
  .transform(({ op, v, meta }): Update => {
    const { ts = Date.now(), user_id } = meta ?? {};
    const user = user_id === undefined ? {} : { user_id };
    return { op, v, meta: { ...user, start_ts: ts, end_ts: ts } };
  });

/** The text that an insertion or a deletion is about. */
export const textOf = (op: Insert | Delete): string => (isInsert(op) ? op.i : op.d);
