import type { Lendable } from '../../placements/direct/lines.ts';
import { within } from '../api/actions.ts';
import type { Core } from '../context.ts';
import { lookUp } from '../entities/entities.ts';
import { limits } from '../entities/limits.ts';
import { isName } from '../entities/names.ts';
import { checkFinal, type Resolved, resolveAction } from '../entities/resolve.ts';
import { submit } from '../invoke/submit.ts';
import { type Incoming, readBody } from '../server/http.ts';
import type { Identity } from '../server/identity.ts';
import { decodePercent } from '../server/query.ts';
import { badRequest, notFound, Refusal } from '../server/refusal.ts';
import { answerOf, corsHeaders, refusal, type WebAnswer } from './web-answer.ts';
import { lastHeaders, readWebRequest, reserved } from './web-request.ts';
import type { Extension } from './web-response.ts';

/** A web action as a URL names it, and the rest of the path after its name. */
export interface WebTarget {
  namespace: string;
  path: string;
  name: string;
  extension: Extension;
  rest: string;
}

const place = /^\/api\/v1\/web\/([^/]+)\/([^/]+)\/([^/]+)(\/.*)?$/;

/** Finds the web action a path names; undefined when the path is not that of a web action. */
export function webTarget(path: string): WebTarget | undefined {
  const match = place.exec(path);
  if (match === null) return undefined;
  const [namespace = '', inside = '', last = ''] = match.slice(1, 4).map((part) => decodePercent(part));
  const [, name = '', extension] = /^(.+)\.(http|json|html|svg|text)$/.exec(last) ?? [
    undefined,
    last,
    'http',
  ];
  if (![namespace, inside, name].every(isName)) return undefined;
  const full = inside === 'default' ? namespace : `${namespace}/${inside}`;
  return { namespace, path: full, name, extension: extension as Extension, rest: match[4] ?? '' };
}

/** Serves a web action: finds it, checks its own authentication, runs it for its owner and answers what it says. */
export async function web(
  core: Core,
  target: WebTarget,
  request: Incoming,
  query: string,
  transactionId: string,
): Promise<WebAnswer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  const { resolved, owner } = find(core, target);
  const { annotations } = resolved.action;
  const ownOptions = lookUp(annotations, 'web-custom-options') === true;
  const cors = ownOptions ? [] : corsHeaders(request.headers['access-control-request-headers']);
  if (request.method === 'OPTIONS' && !ownOptions) return { answer: { status: 200 }, cors };
  if (announced > limits.payload) throw new Refusal(413, tooLong(announced), false);
  const body = await readBody(request, limits.payload, false);
  const caller = core.identities.find(request.headers.authorization);
  const method = request.method ?? 'GET';
  const raw = lookUp(annotations, 'raw-http') === true;
  const asked = { method, path: target.rest, query, headers: allHeaders(request), body };
  const { context, given } = readWebRequest(asked, { raw, user: caller?.namespace });
  try {
    if (!(ownOptions && method === 'OPTIONS'))
      checkSecret(request, lookUp(annotations, 'require-whisk-auth'), caller, annotations);
    for (const name of reserved) {
      if (name in given)
        throw badRequest(`The parameter '${name}' is reserved; leave it out of query and body.`);
    }
    if (!raw) checkFinal(resolved, given);
  } catch (error) {
    if (error instanceof Refusal) return { answer: refusal(error, transactionId), cors };
    throw error;
  }
  throttle(core, owner);
  const payload = { ...given, ...context };
  const submitted = submit(core, { identity: owner, resolved, payload, transactionId });
  const record = await within(submitted, limits.blockingWaitMs);
  const id: [string, string] = ['x-openwhisk-activation-id', submitted.activationId];
  if (record === undefined) {
    const error = new Refusal(202, 'The action has not answered yet; its activation goes on.');
    return { answer: refusal(error, transactionId), cors: [...cors, id] };
  }
  if (caller === undefined)
    offerLine(request, target, { kind: raw ? 'raw' : 'web', identity: owner, resolved });
  const { activationId } = submitted;
  const how = {
    extension: target.extension,
    accept: request.headers.accept,
    transactionId,
    activationId,
    cors,
  };
  return answerOf(record.response, how);
}

const decidedHere = new Set(['require-whisk-auth', 'web-custom-options']);

// For requests whose answer depends on nothing but the action and themselves.
function offerLine(request: Incoming, target: WebTarget, what: Omit<Lendable, 'at'>): void {
  if (request.lend === undefined) return;
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const at = path.slice(0, path.length - target.rest.length);
  const plain = at.startsWith('/api/v1/web/') && at.endsWith(`/${target.name}`) && !path.includes('/.');
  if (plain && !what.resolved.action.annotations.some(({ key }) => decidedHere.has(key)))
    request.lend({ ...what, at });
}

// Counted for the owner; the refusal carries no CORS headers.
function throttle(core: Core, owner: Identity): void {
  try {
    core.throttle.invocation(owner.namespace);
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.status, error.message, false) : error;
  }
}

function find(core: Core, target: WebTarget): { resolved: Resolved; owner: Identity } {
  // Nothing may leak: whatever is missing or not exported, the answer is the same.
  const missing = (): Refusal => new Refusal(404, notFound('such web action').message, false);
  const owner = core.identities.byNamespace(target.namespace);
  if (owner === undefined) throw missing();
  let resolved: Resolved;
  try {
    resolved = resolveAction(core, owner, target);
  } catch (error) {
    throw error instanceof Refusal ? missing() : error;
  }
  if (lookUp(resolved.action.annotations, 'web-export') !== true) throw missing();
  return { resolved, owner };
}

function checkSecret(
  request: Incoming,
  wanted: unknown,
  caller: Identity | undefined,
  all: { key: string }[],
): void {
  if (!all.some(({ key }) => key === 'require-whisk-auth') || wanted === false) return;
  const text = typeof wanted === 'string' || typeof wanted === 'number';
  const sent = request.headers['x-require-whisk-auth'];
  // A number beyond what JavaScript keeps exactly is compared as a number.
  const large = typeof wanted === 'number' && !Number.isSafeInteger(wanted) && Number(sent) === wanted;
  const allowed = text ? sent === String(wanted) || large : wanted === true && caller !== undefined;
  if (!allowed)
    throw new Refusal(
      401,
      'This web action needs authentication: the header X-Require-Whisk-Auth, or a key.',
    );
}

function allHeaders(request: Incoming): Record<string, string> {
  const headers = lastHeaders(request.rawHeaders);
  const type = request.headers['content-type'];
  return type === undefined ? headers : { ...headers, 'content-type': type };
}

function tooLong(size: number): string {
  return `The request is larger than allowed: ${size} > ${limits.payload} bytes.`;
}
