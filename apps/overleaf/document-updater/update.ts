import * as z from 'zod';
import { invalid } from '#shared/errors';
import { listed, parseJson } from '#shared/parse';
import type { Component } from '../ot/components.ts';

const position = z
  .number('component missing position field')
  .int('a position must be a whole number')
  .min(0, 'position cannot be negative');

const inserted = z.string().refine((text) => !text.includes('\0'), 'a text may not have a NUL');

const component = z
  .object({
    p: position,
    i: inserted.exactOptional(),
    d: z.string().exactOptional(),
    c: z.string().exactOptional(),
    t: z.string().exactOptional(),
    u: z.literal(true).exactOptional(),
  })
  .refine(({ i, d, c }) => [i, d, c].filter((text) => text !== undefined).length === 1, {
    error: 'component needs an i, d or c field',
  })
  .refine(({ c, t }) => c === undefined || t !== undefined, { error: 'a comment needs a t field' })
  .transform((value) => value as Component);

const meta = z.looseObject({
  /** The connection that the update comes from. */
  source: z.unknown().optional(),
  user_id: z.string().nullish(),
  /** The beginning of the ids of the changes, when they are tracked: 18 hexadecimal digits that are new in each update. */
  tc: z.string().nullish(),
});

/** The most components of an update, so that no other document waits for long. */
export const maxComponents = 5000;

/** An update as an editor sends it; further members stay as they are. */
export const updateSchema = z.looseObject({
  op: z
    .array(component, 'the op must be a list of components')
    .max(maxComponents, `an update may have at most ${maxComponents} components`),
  /** The version of the document that the operation applies to. */
  v: z.number('Version missing').int('the version must be a whole number').min(0, 'Version missing'),
  meta: meta.default({}),
  /** The connections over which the same update may have come before. */
  dupIfSource: z.unknown().optional(),
  /** The hash of the text with this update, if nothing else has happened to it. */
  hash: z.string().nullish(),
});

export type Update = z.output<typeof updateSchema>;

/** Reads a pending update. Throws `invalid`; the words go to the editors of the document. */
export const readUpdate = (text: string): Update =>
  parseJson(updateSchema, text, 'the update', (problems, what) => invalid(listed(problems, what)));

/** An update that was applied. */
export const appliedSchema = z.looseObject({ op: z.custom<Component[]>(Array.isArray), v: z.number(), meta });
export type AppliedUpdate = z.output<typeof appliedSchema>;
