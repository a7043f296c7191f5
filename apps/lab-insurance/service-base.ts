import type { Express, Request, RequestHandler } from 'express';
import * as z from 'zod';
import { service } from '#shared/http/service';
import { healthOf, type Parts } from '#shared/observe/health';
import { parse } from '#shared/parse';
import { labError } from './errors.ts';

/**
 * A service of LAB Insurance: logged, with bodies read, and with its health, which is that of its parts. Routes follow;
 * `labErrorHandlers` comes last.
 */
export function labService(name: string, parts: Parts = {}): Express {
  const app = service(name);
  app.set('query parser', 'simple');
  app.get('/health', health(name, parts));
  return app;
}

/** 200 when all parts are up; else 503 with the status of each, in the form of the original's framework. */
const health =
  (name: string, parts: Parts): RequestHandler =>
  async (_request, response) => {
    const isUp = Object.entries(await healthOf(parts));
    if (isUp.every(([, up]) => up)) return void response.json({ status: 'UP' });
    const details = isUp.map(([part, up]) => [part, { name, status: up ? 'UP' : 'DOWN' }]);
    response.status(503).json({ name, status: 'DOWN', details: Object.fromEntries(details) });
  };

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
