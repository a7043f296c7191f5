import * as z from 'zod';

/** An update that was applied to version `v` of a document; further members go to the editors as they are. */
export const appliedOp = z.looseObject({
  v: z.number(),
  meta: z.looseObject({ source: z.unknown().optional() }).optional(),
  /** It was applied before, and only its author is to hear of it again. */
  dup: z.boolean().optional(),
});

export type AppliedOp = z.output<typeof appliedOp>;
