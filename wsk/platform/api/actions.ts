import type { ActivationResponse } from '../activations/activation-record.ts';
import type { RequestContext } from '../context.ts';
import { type Action, fullName } from '../entities/entities.ts';
import { limits } from '../entities/limits.ts';
import { checkName } from '../entities/names.ts';
import { checkFinal, entityOf, parametersOf, resolveAction, resolvePackage } from '../entities/resolve.ts';
import { submit, waitFor } from '../invoke/submit.ts';
import { flag, integer, parameter } from '../server/query.ts';
import { badRequest, forbidden, noRoute } from '../server/refusal.ts';
import { readObject } from '../server/request.ts';
import { json, type PlatformResponse } from '../server/response.ts';
import { putAction } from './action-put.ts';
import { actionDocument, actionSummary } from './entity-json.ts';
import { listResponse } from './list-response.ts';

/** Handles requests below `/namespaces/NS/actions`. */
export async function actions(context: RequestContext): Promise<PlatformResponse> {
  const { rest, namespace, identity } = context;
  const { method } = context.request;
  if (rest.length === 0) return method === 'GET' ? list(context) : rejectPath(context);
  if (rest.length === 1 && context.hasTrailingSlash)
    return method === 'GET' ? listInside(context, checkName(rest[0] as string)) : rejectPath(context);
  if (rest.length > 2 || context.hasTrailingSlash || !['GET', 'PUT', 'POST', 'DELETE'].includes(method))
    return rejectPath(context);
  const name = checkName(rest.at(-1) as string);
  const inside = rest.length === 2 ? checkName(rest[0] as string) : undefined;
  const path = inside === undefined ? namespace : `${namespace}/${inside}`;
  if (method === 'PUT' || method === 'DELETE') {
    if (namespace !== identity.namespace) throw forbidden(`${namespace}/${inside ?? name}`);
    return method === 'PUT' ? putAction(context, inside, name) : remove(context, path, name);
  }
  if (method === 'POST') return invoke(context, path, name);
  const withCode = flag(context.query, 'code', true);
  const resolved = resolveAction(context.platform, identity, { path, name });
  return json(actionDocument(resolved.action, parametersOf(resolved), withCode));
}

function rejectPath(context: RequestContext): never {
  throw noRoute(context.request.path);
}

function list(context: RequestContext): PlatformResponse {
  if (context.namespace !== context.identity.namespace) throw forbidden(context.namespace);
  const all = context.platform.store.list('actions', context.namespace);
  return listResponse(context, 'actions', all, (one) => actionSummary(one as Action));
}

function listInside(context: RequestContext, name: string): PlatformResponse {
  const { provider } = resolvePackage(context.platform, context.identity, context.namespace, name);
  const all = context.platform.store.list('actions', provider.namespace, provider.name);
  return listResponse(context, 'actions', all, (one) => actionSummary(one as Action));
}

function remove(context: RequestContext, path: string, name: string): PlatformResponse {
  const { platform } = context;
  if (path.includes('/') && entityOf(platform, 'packages', path).binding !== undefined) {
    throw badRequest(`${path} is a binding; delete the action in the package it is bound to.`);
  }
  const action = entityOf(platform, 'actions', `${path}/${name}`);
  platform.store.delete(`${path}/${name}`);
  platform.pool.retireAction(fullName(action));
  return json(actionDocument(action));
}

async function invoke(context: RequestContext, path: string, name: string): Promise<PlatformResponse> {
  const { platform, identity, query } = context;
  const { transactionId } = context.request;
  platform.throttle.invocation(identity.namespace);
  const blocking = flag(query, 'blocking', false);
  const resultOnly = flag(query, 'result', false);
  const wait = parameter(query, 'timeout')
    ? integer(query, 'timeout', 0, 1, limits.blockingWaitMs)
    : limits.blockingWaitMs;
  // As on OpenWhisk, access to another namespace is checked before the body is read, and the caller's own action after it.
  if (context.namespace !== identity.namespace) resolveAction(platform, identity, { path, name });
  const payload = await readObject(context.request, limits.payload, false);
  const resolved = resolveAction(platform, identity, { path, name });
  checkFinal(resolved, payload);
  const submitted = submit(platform, { identity, resolved, payload, transactionId });
  const { activationId } = submitted;
  const record = blocking ? await waitFor(submitted, wait) : undefined;
  if (record === undefined) return json({ activationId }, 202, activationId);
  const { response } = record;
  const body = resultOnly || Array.isArray(response.result) ? response.result : record;
  return json(body, statusFor(response), activationId);
}

function statusFor({ success, status }: ActivationResponse): number {
  if (success) return 200;
  return status === 'whisk internal error' ? 500 : 502;
}
