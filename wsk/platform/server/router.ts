import { actions } from '../api/actions.ts';
import { activations } from '../api/activations.ts';
import { packages } from '../api/packages.ts';
import { rules } from '../api/rules.ts';
import { info, namespaceLimits } from '../api/status-routes.ts';
import { triggers } from '../api/triggers.ts';
import { gatewayTarget } from '../api-gateway/route.ts';
import type { Call, Core } from '../context.ts';
import { checkName } from '../entities/names.ts';
import { web, webTarget } from '../web/web.ts';
import {
  type Answer,
  type Incoming,
  json,
  type Outgoing,
  outerCors,
  refused,
  restCors,
  send,
  text,
} from './http.ts';
import { accepts } from './negotiate.ts';
import { decodePercent, parseQuery } from './query.ts';
import { forbidden, malformed, noRoute, Refusal } from './refusal.ts';
import { transactionOf } from './transaction.ts';

const served = new Set(['GET', 'DELETE', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'PATCH', 'TRACE']);
const longestHeader = 8192;
const collections: Record<string, (call: Call) => Answer | Promise<Answer>> = {
  actions,
  activations,
  packages,
  rules,
  triggers,
};

/** Answers every request to the platform. */
export async function route(core: Core, request: Incoming, response: Outgoing): Promise<void> {
  const transactionId = transactionOf(request.headers['x-request-id']);
  const bad = unreadable(request);
  if (bad !== undefined) return send(response, bad, undefined, []);
  const target = request.url ?? '/';
  const at = target.indexOf('?');
  const path = withoutDots(at < 0 ? target : target.slice(0, at));
  const query = at < 0 ? '' : target.slice(at + 1);
  try {
    const found = webTarget(path) ?? gatewayTarget(core, path, request);
    if (found !== undefined && request.method !== 'TRACE') {
      const { answer, cors, bare } = await web(core, found, request, query, transactionId);
      send(response, answer, bare ? undefined : transactionId, cors);
    } else {
      const answer = await rest(core, request, path, query, transactionId);
      const cors = path.startsWith('/api/v1') ? restCors : request.method === 'OPTIONS' ? outerCors : [];
      send(response, answer, transactionId, cors);
    }
  } catch (error) {
    const { answer, cors } = refused(error, transactionId);
    // A client that has gone away is no failure of ours.
    if (!(error instanceof Refusal) && !response.destroyed)
      core.onEvent(`${request.method} ${path} failed: ${(error as Error).stack}`);
    send(response, answer, transactionId, cors ? restCors : []);
  }
  // What is left of a body that nobody read must go before the connection can be used again.
  if (!request.complete) request.resume();
}

async function rest(
  core: Core,
  request: Incoming,
  path: string,
  query: string,
  transactionId: string,
): Promise<Answer> {
  const method = request.method ?? 'GET';
  const api = path === '/api/v1' || path.startsWith('/api/v1/');
  if (method === 'OPTIONS') return { ...text('OK') };
  if (method === 'TRACE') throw notAllowed('GET, DELETE, POST, PUT, HEAD, OPTIONS, PATCH');
  const plain = info(core, path);
  if (plain !== undefined && method === 'GET') return plain;
  if (plain !== undefined && !api) throw notAllowed('GET, OPTIONS');
  if (path === '/diptych/instances') return instances(core, request);
  if (!api) throw notAllowed('OPTIONS');
  const identity = core.identities.require(request.headers.authorization);
  const slash = path.endsWith('/');
  const segments = path
    .slice(8)
    .split('/')
    .slice(0, slash ? -1 : undefined);
  if (segments.some((part) => part === '') || segments[0] !== 'namespaces') throw noRoute(path);
  if (segments.length === 1 && method === 'GET') return json([identity.namespace]);
  const [, name = '', collection = '', ...others] = segments.map((part) => decodePercent(part));
  const handler = collections[collection];
  if (handler === undefined && collection !== 'limits') throw noRoute(path);
  const namespace = name === '_' ? identity.namespace : checkName(name);
  if (handler === undefined) {
    if (method !== 'GET') throw noRoute(path);
    if (others.length > 0) throw malformed(`There is nothing below ${path}; the limits are one document.`);
    if (namespace !== identity.namespace) throw forbidden(namespace);
    return json(namespaceLimits(core));
  }
  if (!accepts(request.headers.accept, 'application/json')) {
    throw new Refusal(406, 'Only application/json is sent from here; let the Accept header allow it.', false);
  }
  const parsed = parseQuery(query);
  if (collection === 'activations') core.lines.collect();
  const answer = await handler({
    core,
    identity,
    request,
    method,
    namespace,
    rest: others,
    slash,
    query: parsed,
    transactionId,
    path,
  });
  // Who asks after this was answered gets what was changed.
  if (method === 'PUT' || method === 'DELETE') await core.lines.recall();
  return answer;
}

function instances(core: Core, request: Incoming): Answer {
  core.identities.require(request.headers.authorization);
  core.lines.collect();
  return json(
    [...core.pool.slots].map((slot) => {
      const { instance, action, state, running, activations: count } = slot;
      const { lines, places, used } = core.lines.of(slot);
      return {
        pid: instance.pid,
        action,
        state,
        running: running - places + used,
        activations: count,
        lines,
      };
    }),
  );
}

function notAllowed(methods: string): Refusal {
  return new Refusal(405, `This method is not offered here; use one of ${methods}.`, false, {
    Allow: methods,
  });
}

// What OpenWhisk's HTTP layer refuses before any route is asked.
function unreadable(request: Incoming): Answer | undefined {
  const { method = 'GET', url = '/', rawHeaders } = request;
  if (!served.has(method)) return text(`The HTTP method ${method} is not supported.`, 501);
  if (/[[\]#]|%(?![0-9a-fA-F]{2})/.test(url))
    return text(`The request target ${url} is not a valid URI.`, 400);
  if (rawHeaders.some((value) => value.length > longestHeader))
    return text('A header is longer than 8192 characters.', 431);
  const body = Number(request.headers['content-length'] ?? 0) > 0;
  if (body && (method === 'HEAD' || method === 'TRACE'))
    return text(`A ${method} request must not have a body.`, 422);
  return undefined;
}

function withoutDots(path: string): string {
  if (!path.includes('/.')) return path;
  const kept: string[] = [];
  const parts = path.split('/');
  for (const [index, part] of parts.entries()) {
    const dots = part === '.' || part === '..';
    if (part === '..' && kept.length > 1) kept.pop();
    if (!dots) kept.push(part);
    else if (index === parts.length - 1) kept.push('');
  }
  return kept.join('/');
}
