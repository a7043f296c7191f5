import { actions } from '../api/actions.ts';
import { activations } from '../api/activations.ts';
import { packages } from '../api/packages.ts';
import { rules } from '../api/rules.ts';
import { namespaceLimits, statusRoute } from '../api/status-routes.ts';
import { triggers } from '../api/triggers.ts';
import { gatewayTarget } from '../api-gateway/route.ts';
import type { PlatformContext, RequestContext } from '../context.ts';
import { checkName } from '../entities/names.ts';
import { web, webTarget } from '../web/web.ts';
import { accepts } from './negotiate.ts';
import { decodePercent, parseQuery } from './query.ts';
import { forbidden, malformed, noRoute, Refusal } from './refusal.ts';
import type { PlatformRequest } from './request.ts';
import { json, outerCors, type PlatformResponse, type RoutedResponse, restCors, text } from './response.ts';

const collections: Record<string, (context: RequestContext) => PlatformResponse | Promise<PlatformResponse>> =
  {
    actions,
    activations,
    packages,
    rules,
    triggers,
  };

/** Routes a request to a web action, to the API gateway or to the REST API, and returns the response with its CORS headers. */
export async function route(platform: PlatformContext, request: PlatformRequest): Promise<RoutedResponse> {
  const { method, path } = request;
  const target = webTarget(path);
  if (target !== undefined && method !== 'TRACE') return web(platform, target, request);
  const gateway = gatewayTarget(platform, request);
  if (gateway !== undefined && method !== 'TRACE') return web(platform, gateway.target, gateway.request);
  const response = await restRoute(platform, request);
  if (path.startsWith('/api/v1')) return { response, cors: restCors };
  return { response, cors: method === 'OPTIONS' ? outerCors : [] };
}

async function restRoute(platform: PlatformContext, request: PlatformRequest): Promise<PlatformResponse> {
  const { method, path } = request;
  const api = path === '/api/v1' || path.startsWith('/api/v1/');
  if (method === 'OPTIONS') return text('OK');
  if (method === 'TRACE') throw notAllowed('GET, DELETE, POST, PUT, HEAD, OPTIONS, PATCH');
  const status = statusRoute(platform, path);
  if (status !== undefined && method === 'GET') return status;
  if (status !== undefined && !api) throw notAllowed('GET, OPTIONS');
  if (path === '/diptych/instances') return instances(platform, request);
  const extension = platform.extensions.find(({ name }) => path === `/diptych/${name}`);
  if (extension !== undefined) return extension.serve(request);
  if (!api) throw notAllowed('OPTIONS');
  return namespaceRoute(platform, request);
}

/** Routes a request below `/api/v1/namespaces`, which needs a key, to the collection in its path. */
async function namespaceRoute(
  platform: PlatformContext,
  request: PlatformRequest,
): Promise<PlatformResponse> {
  const { method, path, headers } = request;
  const identity = platform.identities.require(headers.authorization);
  const hasTrailingSlash = path.endsWith('/');
  const segments = path
    .slice(8)
    .split('/')
    .slice(0, hasTrailingSlash ? -1 : undefined);
  if (segments.some((part) => part === '') || segments[0] !== 'namespaces') throw noRoute(path);
  if (segments.length === 1 && method === 'GET') return json([identity.namespace]);
  const [, name = '', collection = '', ...rest] = segments.map((part) => decodePercent(part));
  const handler = collections[collection];
  if (handler === undefined && collection !== 'limits') throw noRoute(path);
  const namespace = name === '_' ? identity.namespace : checkName(name);
  const context = { platform, identity, request, namespace, rest, hasTrailingSlash, query: parseQuery('') };
  if (handler === undefined) return limitsOf(context);
  if (!accepts(headers.accept, 'application/json')) {
    throw new Refusal(406, 'The response is application/json; the Accept header must allow it.', false);
  }
  context.query = parseQuery(request.query);
  if (collection === 'activations')
    for (const extension of platform.extensions) extension.beforeRecordsRead();
  const response = await handler(context);
  if (method === 'PUT' || method === 'DELETE')
    await Promise.all(platform.extensions.map((extension) => extension.afterEntityChange()));
  return response;
}

function limitsOf({ platform, identity, request, namespace, rest }: RequestContext): PlatformResponse {
  const { method, path } = request;
  if (method !== 'GET') throw noRoute(path);
  if (rest.length > 0) throw malformed(`${path} does not exist; the limits are a single document.`);
  if (namespace !== identity.namespace) throw forbidden(namespace);
  return json(namespaceLimits(platform));
}

function instances(platform: PlatformContext, { headers }: PlatformRequest): PlatformResponse {
  platform.identities.require(headers.authorization);
  for (const extension of platform.extensions) extension.beforeRecordsRead();
  return json(
    [...platform.pool.slots].map((slot) => {
      const { instance, action, state, running, activations } = slot;
      const additions = platform.extensions.map((extension) => extension.instanceInfo(slot));
      return Object.assign(
        { pid: instance.pid, action, state, running, activations },
        ...additions,
      ) as unknown;
    }),
  );
}

function notAllowed(methods: string): Refusal {
  return new Refusal(405, `This method is not allowed here; use one of ${methods}.`, false, {
    Allow: methods,
  });
}
