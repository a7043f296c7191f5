import type { PlatformContext } from '../context.ts';
import { lookUp } from '../entities/entities.ts';
import { limits } from '../entities/limits.ts';
import { isName } from '../entities/names.ts';
import { checkFinal, type Resolved, resolveAction } from '../entities/resolve.ts';
import { submit, waitFor } from '../invoke/submit.ts';
import { numberText } from '../server/exact-json.ts';
import type { Identity } from '../server/identity.ts';
import { decodePercent } from '../server/query.ts';
import { badRequest, notFound, Refusal } from '../server/refusal.ts';
import type { PlatformRequest } from '../server/request.ts';
import type { RoutedResponse } from '../server/response.ts';
import { corsHeaders, refusalResponse, responseOf } from './outcome-response.ts';
import { rawHeaderObject, readWebRequest, reserved } from './web-request.ts';
import type { Extension } from './web-response.ts';

/** The web action that a URL names, and the rest of the path after the action's name. */
export interface WebTarget {
  namespace: string;
  path: string;
  name: string;
  extension: Extension;
  rest: string;
}

const pathPattern = /^\/api\/v1\/web\/([^/]+)\/([^/]+)\/([^/]+)(\/.*)?$/;

/** Parses the path of a web action; undefined for any other path. */
export function webTarget(path: string): WebTarget | undefined {
  const match = pathPattern.exec(path);
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

/** Handles a request to a web action: finds it, checks its authentication, runs it for its owner and converts its result. */
export async function web(
  platform: PlatformContext,
  target: WebTarget,
  request: PlatformRequest,
): Promise<RoutedResponse> {
  const { method, headers, query, transactionId } = request;
  const declaredLength = Number(headers['content-length'] ?? 0);
  const { resolved, owner } = findWebAction(platform, target);
  const { annotations } = resolved.action;
  const ownOptions = lookUp(annotations, 'web-custom-options') === true;
  const cors = ownOptions ? [] : corsHeaders(headers['access-control-request-headers']);
  if (method === 'OPTIONS' && !ownOptions) return { response: { status: 200 }, cors };
  if (declaredLength > limits.payload) throw new Refusal(413, tooLargeText(declaredLength), false);
  const body = await request.readBody(limits.payload, false);
  const caller = platform.identities.find(headers.authorization);
  const raw = lookUp(annotations, 'raw-http') === true;
  const received = { method, path: target.rest, query, headers: allHeaders(request), body };
  const { context, fields } = readWebRequest(received, { raw, user: caller?.namespace });
  try {
    if (!(ownOptions && method === 'OPTIONS'))
      checkSecret(request, lookUp(annotations, 'require-whisk-auth'), caller, annotations);
    for (const name of reserved) {
      if (name in fields)
        throw badRequest(`The parameter '${name}' is reserved; leave it out of query and body.`);
    }
    if (!raw) checkFinal(resolved, fields);
  } catch (error) {
    if (error instanceof Refusal) return { response: refusalResponse(error, transactionId), cors };
    throw error;
  }
  throttle(platform, owner);
  const payload = { ...fields, ...context };
  const submitted = submit(platform, { identity: owner, resolved, payload, transactionId });
  const { activationId } = submitted;
  const record = await waitFor(submitted, limits.blockingWaitMs);
  if (record === undefined) {
    const error = new Refusal(202, 'The action has not responded yet; its activation continues.');
    const id: [string, string] = ['x-openwhisk-activation-id', activationId];
    return { response: refusalResponse(error, transactionId), cors: [...cors, id] };
  }
  const { extension } = target;
  return responseOf(record.response, {
    extension,
    accept: headers.accept,
    transactionId,
    activationId,
    cors,
  });
}

// The invocation counts for the action's owner. A refusal has no CORS headers.
function throttle(platform: PlatformContext, owner: Identity): void {
  try {
    platform.throttle.invocation(owner.namespace);
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.status, error.message, false) : error;
  }
}

/** The web action that a target names, and its owner. Throws 404 when the action does not exist or is not exported. */
export function findWebAction(
  platform: PlatformContext,
  target: WebTarget,
): { resolved: Resolved; owner: Identity } {
  // The text is the same in all cases, so that a client cannot find out which private actions exist.
  const missing = (): Refusal => new Refusal(404, notFound('such web action').message, false);
  const owner = platform.identities.byNamespace(target.namespace);
  if (owner === undefined) throw missing();
  let resolved: Resolved;
  try {
    resolved = resolveAction(platform, owner, target);
  } catch (error) {
    throw error instanceof Refusal ? missing() : error;
  }
  if (lookUp(resolved.action.annotations, 'web-export') !== true) throw missing();
  return { resolved, owner };
}

function checkSecret(
  request: PlatformRequest,
  secret: unknown,
  caller: Identity | undefined,
  annotations: { key: string }[],
): void {
  if (!annotations.some(({ key }) => key === 'require-whisk-auth') || secret === false) return;
  const text = typeof secret === 'string' ? secret : numberText(secret);
  const sent = request.headers['x-require-whisk-auth'];
  const allowed = text === undefined ? secret === true && caller !== undefined : sent === text;
  if (!allowed)
    throw new Refusal(
      401,
      'This web action needs authentication: the header X-Require-Whisk-Auth, or a key.',
    );
}

function allHeaders(request: PlatformRequest): Record<string, string> {
  const headers = rawHeaderObject(request.rawHeaders);
  const type = request.headers['content-type'];
  return type === undefined ? headers : { ...headers, 'content-type': type };
}

function tooLargeText(size: number): string {
  return `The request is larger than allowed: ${size} > ${limits.payload} bytes.`;
}
