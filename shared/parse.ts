import type * as z from 'zod';
import { invalid } from './errors.ts';
import { problemWords } from './parse-words.ts';

/** One thing that is wrong with a value: where in it, such as `items.0.qty`, empty for the value itself; and what is expected. */
export interface Problem {
  path: string;
  expected: string;
}

/** Makes the error for a value that does not fit its schema. `what` names the value. */
export type Blame = (problems: Problem[], what: string) => Error;

/** Problems that an error lists at most, and letters of each: a body of wrong values is not sent back whole. */
const listedAtMost = 10;
const lettersAtMost = 300;

/** Problems as one line, each as `path: what is expected`; `what` stands for an empty path. */
export function listed(problems: Problem[], what?: string): string {
  const lines = problems.slice(0, listedAtMost).map(({ path, expected }) => {
    const place = path === '' ? what : path;
    const line = place === undefined ? expected : `${place}: ${expected}`;
    return line.length > lettersAtMost ? `${line.slice(0, lettersAtMost)}…` : line;
  });
  return [
    ...lines,
    ...(problems.length > listedAtMost ? [`${problems.length - listedAtMost} more`] : []),
  ].join('; ');
}

/** The caller has sent the value, and gets an `invalid` with the problems: 400 over HTTP. */
export const blameCaller: Blame = (problems, what) => invalid(listed(problems, what));

/**
 * A part of our own system has written the value: a record of a store, an entry of a cache, a message of a platform. The caller
 * has done nothing wrong and cannot help, so the error is not of the list in `errors.ts`: an edge answers as for any defect (500
 * over HTTP) and logs these words.
 */
export const blameSystem: Blame = (problems, what) => new Error(`cannot read ${what}: ${listed(problems)}`);

/**
 * Reads a value that crosses a process boundary: a request, an answer of another service, a message, a record of a store, the
 * environment. `what` names the value in the error, for example `body` or `the cart in Redis`. Throws what `blame` makes of the
 * problems. Their texts hold no value, because it may be a secret.
 *
 * Schemas are made once, at the top of a module: making one costs more than many uses. Rows and documents that a driver hands
 * over are not read again: the service that owns the table or collection has written them through the same types, and there may
 * be thousands of them.
 */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
  blame: Blame = blameCaller,
): z.output<Schema> {
  const result = schema.safeParse(value, { error: problemWords });
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => ({
    path: path.join('.'),
    expected: message,
  }));
  throw blame(problems, what);
}

/** The same for a value that comes as JSON text. */
export function parseJson<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  what: string,
  blame: Blame = blameCaller,
): z.output<Schema> {
  const value = fromJson(text);
  // Without the cause, whose words quote the text.
  if (value === notJson) throw blame([{ path: '', expected: 'must be JSON' }], what);
  return parse(schema, value, what, blame);
}

/** The same for text that need not fit: undefined where it does not, as for a line of a log that is none of ours. */
export function safeParseJson<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
): z.output<Schema> | undefined {
  const value = fromJson(text);
  return value === notJson ? undefined : schema.safeParse(value).data;
}

const notJson = Symbol('not JSON');

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return notJson;
  }
}
