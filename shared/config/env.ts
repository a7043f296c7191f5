import * as z from 'zod';
import { type Blame, parse } from '../parse.ts';
import { noteRead } from './declared-variables.ts';

/**
 * Reads the environment once and checks it: a typed, frozen object.
 * Throws one error that lists every variable that is missing or wrong, without printing its value.
 */
export function env<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  source: Record<string, string | undefined> = process.env,
): Readonly<z.infer<z.ZodObject<Shape>>> {
  noteRead(Object.keys(shape));
  return Object.freeze(parse(z.object(shape), source, 'environment', blameEnvironment));
}

/** Every variable on a line of its own. Whoever has started the process reads it, so it is no error of the list in `errors.ts`. */
const blameEnvironment: Blame = (problems) =>
  new Error(
    `The environment is not usable:\n${problems.map(({ path, expected }) => `  ${path}: ${expected}`).join('\n')}`,
  );

/** A TCP port given as text; 0 lets the system choose one. */
export const port = (fallback: number) =>
  z.coerce.number('must be a port number').int().min(0).max(65535).default(fallback);

/** A whole number of at least 0 given as text, for example a delay in milliseconds. */
export const count = (fallback: number) =>
  z.coerce.number('must be a whole number of at least 0').int().min(0).default(fallback);

const positive = z.coerce.number('must be a number of milliseconds').positive('must be more than 0');

/** Milliseconds given as text, more than 0. An empty text stands for `fallback`. */
export const milliseconds = (fallback: number) => filled(positive.default(fallback));

/** Milliseconds given as text, more than 0; an empty text stands for none. */
export const optionalMilliseconds = () => filled(positive.optional());

/** Takes an empty variable for one that is not set. */
export const filled = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((text) => text || undefined, schema);

/** A percentage given as text; as in Robot Shop's original, nonsense counts as 0 and the rest is clamped. */
export const percent = () =>
  z.preprocess((text) => Math.min(100, Math.max(0, Number(text) || 0)), z.number()).default(0);

/** The address of another service or action, which the deployment binds; there is no default. */
export const serviceUrl = () => z.url('must be a URL').transform((url) => url.replace(/\/+$/, ''));

/** A base URL; a slash at its end is dropped, because paths are joined by concatenation. */
export const baseUrl = (fallback: string) =>
  z
    .url('must be a URL')
    .default(fallback)
    .transform((url) => url.replace(/\/+$/, ''));
