import type * as z from 'zod';
import { parse } from '#shared/parse';
import type { Client } from './client.ts';
import { unexpectedArguments } from './errors.ts';

/** Handles an event of an editor with its arguments and answers it. What it throws is the answer too. */
export type Handler = (
  client: Client,
  args: unknown[],
  reply: (...answer: unknown[]) => void,
) => Promise<void>;

/** Reads the arguments of an event. Throws the error that editors get for all that is malformed. */
export const readArguments = <Schema extends z.ZodType>(schema: Schema, args: unknown[]): z.output<Schema> =>
  parse(schema, args, 'arguments', unexpectedArguments);
