import { HttpError } from '../http/errors.ts';
import { inTrace } from '../observe/context.ts';
import { log } from '../observe/log.ts';
import { timing } from '../observe/request-log.ts';
import {
  decodeRequest,
  encodeResponse,
  type GlueRequest,
  type GlueResponse,
  type WebActionParams,
  type WebActionResult,
} from './codec.ts';

/** Answers one route: gets the decoded parts of the path, returns a value that is sent as JSON or a text as it is. */
export type Handler = (parts: Record<string, string>, request: GlueRequest) => Promise<unknown>;

/**
 * Makes a web action by calling handlers directly, without a listener or a framework. What the framework did
 * has to be said again here: the routes, the errors, the headers, the request log. `statusOf` may answer an error
 * with another status than its own.
 */
export function bypassListener(
  service: string,
  routes: Record<string, Handler>,
  statusOf: (status: number) => number = (status) => status,
) {
  const table = Object.entries(routes).map(([route, handler]) => ({ ...parseRoute(route), handler }));
  return async (params: WebActionParams): Promise<WebActionResult> => {
    const request = decodeRequest(params);
    const from = performance.now();
    return inTrace(request.headers.traceparent, async (trace) => {
      const response = await answer(table, request, statusOf);
      const { method, url } = request;
      const path = url.split('?')[0];
      log.info({ service, method, path, status: response.status, ...timing(trace, from) });
      return encodeResponse(response, request);
    });
  };
}

type Entry = ReturnType<typeof parseRoute> & { handler: Handler };

/** `'GET /product/:sku'` as a method, an expression for paths and the names of its parts. */
function parseRoute(route: string) {
  const [method = '', path = ''] = route.split(' ');
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  return { method, names, path: new RegExp(`^${path.replace(/:\w+/g, '([^/]+)')}/?$`) };
}

async function answer(
  table: Entry[],
  request: GlueRequest,
  statusOf: (status: number) => number,
): Promise<GlueResponse> {
  const path = request.url.split('?')[0] ?? '/';
  try {
    for (const { method, path: pattern, names, handler } of table) {
      const match = pattern.exec(path);
      if (match === null || method !== request.method) continue;
      const parts = Object.fromEntries(
        names.map((name, i) => [name, decodeURIComponent(match[i + 1] ?? '')]),
      );
      return respond(200, await handler(parts, request));
    }
    return respond(404, `Cannot ${request.method} ${path}`);
  } catch (error) {
    if (error instanceof URIError) return respond(400, `the path ${path} is not encoded correctly`);
    if (error instanceof HttpError) return respond(statusOf(error.status), error.message);
    log.error({ error }, 'unexpected error');
    return respond(500, 'internal error');
  }
}

/** What every answer of a service has; the platform adds the CORS header itself. */
const always = { 'timing-allow-origin': '*' };

const respond = (status: number, value: unknown): GlueResponse =>
  typeof value === 'string'
    ? { status, headers: { ...always, 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(value) }
    : {
        status,
        headers: { ...always, 'content-type': 'application/json; charset=utf-8' },
        body: Buffer.from(JSON.stringify(value)),
      };
