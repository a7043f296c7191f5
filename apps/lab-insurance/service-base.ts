import type { Express, Request, RequestHandler } from 'express';
import * as z from 'zod';
import { service } from '#shared/http/service';
import { parse } from '#shared/parse';
import { labError } from './errors.ts';

/** A service of LAB Insurance: logged, with bodies read, and with its health. Routes follow; `labErrorHandlers` comes last. */
export function labService(name: string): Express {
  const app = service(name);
  app.set('query parser', 'simple');
  app.get('/health', (_request, response) => void response.json({ status: 'UP' }));
  return app;
}

/** The JSON body of a request. Throws 415 when it is of another type or of none, and `invalid` that names each value that is wrong. */
export function readBody<Schema extends z.ZodType>(schema: Schema, request: Request): z.output<Schema> {
  const { body, headers } = request as { body: unknown; headers: Request['headers'] };
  const isEmpty = headers['content-type'] === undefined && (headers['content-length'] ?? '0') === '0';
  if (!isEmpty && request.is('json') === false)
    throw labError('UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json.');
  if (body === undefined) throw labError('VALIDATION', 'A JSON body is needed.');
  return parse(schema, body, 'body');
}

/** A list in a body; a single value counts as a list of one, as in the original. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.preprocess(
    (value) => (Array.isArray(value) || value === undefined ? value : [value]),
    z.array(item, 'must be a list'),
  );

/** The last handler of a route: refuses every method but these with 405 and `Allow`. */
export const methodNotAllowed =
  (...methods: string[]): RequestHandler =>
  (request, response) => {
    const allowed = methods.join(', ');
    response.set('Allow', allowed);
    throw labError('METHOD_NOT_ALLOWED', `${request.method} is not possible here, only ${allowed}.`);
  };
