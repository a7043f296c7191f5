import { messageOf } from '../errors.ts';
import { brokenPath, statusOf } from '../http/errors.ts';
import { withTrace } from '../observe/context.ts';
import { log } from '../observe/log.ts';
import { logWork } from '../observe/request-log.ts';
import type { GlueRequest, GlueResponse } from './codec.ts';
import { type WebAction, webAction } from './web-action.ts';

/**
 * Answers one route: gets the decoded parts of the path, and returns a text, bytes, a whole answer made by `respond`,
 * or any other value, which is sent as JSON.
 */
export type Handler = (parts: Record<string, string>, request: GlueRequest) => unknown;

/**
 * Makes a web action by calling handlers directly, without a listener or a framework. What the framework did
 * has to be said again here: the routes, the errors, the headers, the request log. `publicStatus` may answer an error
 * with another status than its own.
 */
export function bypassListener(
  service: string,
  routes: Record<string, Handler>,
  publicStatus: (status: number) => number = (status) => status,
): WebAction {
  const table = Object.entries(routes).map(([route, handler]) => ({ ...parseRoute(route), handler }));
  return webAction(table, (_table, request, answer) => {
    const from = performance.now();
    void withTrace(request.headers.traceparent, async (trace) => {
      const response = await respondTo(table, request, publicStatus);
      const { method, url } = request;
      const path = url.split('?')[0];
      logWork({ service, method, path }, trace, from, response.status);
      answer(response);
    });
    return () => log.warn({ service, path: request.url.split('?')[0] }, 'no answer in time');
  });
}

type Entry = ReturnType<typeof parseRoute> & { handler: Handler };

/** `'GET /product/:sku'` as a method, an expression for paths and the names of its parts. */
function parseRoute(route: string) {
  const [method = '', path = ''] = route.split(' ');
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  return { method, names, path: new RegExp(`^${path.replace(/:\w+/g, '([^/]+)')}/?$`) };
}

async function respondTo(
  table: Entry[],
  request: GlueRequest,
  publicStatus: (status: number) => number,
): Promise<GlueResponse> {
  const path = request.url.split('?')[0] ?? '/';
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  try {
    for (const entry of table) {
      const match = entry.method === method ? entry.path.exec(path) : null;
      if (match === null) continue;
      const parts = entry.names.map((name, i) => [name, decoded(match[i + 1] ?? '')]);
      return respond(await entry.handler(Object.fromEntries(parts), request));
    }
    return respond(`Cannot ${request.method} ${path}`, 404);
  } catch (error) {
    const status = statusOf(error);
    if (status !== undefined) return respond(messageOf(error), publicStatus(status));
    log.error({ error }, 'unexpected error');
    return respond('internal error', 500);
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    throw brokenPath(error);
  }
}

/** What every answer of a service has; the platform adds the CORS header itself. */
const always = { 'timing-allow-origin': '*' };

const isAnswer = (value: unknown): value is GlueResponse =>
  typeof value === 'object' &&
  value !== null &&
  'body' in value &&
  value.body instanceof Buffer &&
  'status' in value;

/** An answer with a status and headers of its own. */
export function respond(value: unknown, status = 200, headers: GlueResponse['headers'] = {}): GlueResponse {
  if (isAnswer(value)) return value;
  const [type, body] = written(value);
  return { status, headers: { ...always, 'content-type': type, ...headers }, body };
}

/** The type and the bytes of a value. */
function written(value: unknown): [type: string, body: Buffer] {
  if (typeof value === 'string') return ['text/html; charset=utf-8', Buffer.from(value)];
  if (value instanceof Uint8Array) return ['application/octet-stream', Buffer.from(value)];
  return ['application/json; charset=utf-8', Buffer.from(JSON.stringify(value) ?? '')];
}
