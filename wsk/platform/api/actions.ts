import type { Call } from '../context.ts';
import type { Action } from '../entities/entities.ts';
import { limits } from '../entities/limits.ts';
import { checkName } from '../entities/names.ts';
import {
  checkFinal,
  entityOf,
  parametersOf,
  type Resolved,
  resolveAction,
  resolvePackage,
} from '../entities/resolve.ts';
import { type Submitted, submit } from '../invoke/submit.ts';
import { type Answer, json, readObject } from '../server/http.ts';
import { flag, integer, parameter } from '../server/query.ts';
import { badRequest, forbidden, noRoute } from '../server/refusal.ts';
import { putAction } from './action-put.ts';
import { actionDocument, actionSummary } from './entity-json.ts';
import { listed } from './lists.ts';

/** Everything below `/namespaces/NS/actions`. */
export async function actions(call: Call): Promise<Answer> {
  const { rest, method, namespace, identity } = call;
  if (rest.length === 0) return method === 'GET' ? list(call) : nothing(call);
  if (rest.length === 1 && call.slash)
    return method === 'GET' ? listInside(call, checkName(rest[0] as string)) : nothing(call);
  if (rest.length > 2 || call.slash || !['GET', 'PUT', 'POST', 'DELETE'].includes(method))
    return nothing(call);
  const name = checkName(rest.at(-1) as string);
  const inside = rest.length === 2 ? checkName(rest[0] as string) : undefined;
  const path = inside === undefined ? namespace : `${namespace}/${inside}`;
  if (method === 'PUT' || method === 'DELETE') {
    if (namespace !== identity.namespace) throw forbidden(`${namespace}/${inside ?? name}`);
    return method === 'PUT' ? putAction(call, inside, name) : remove(call, path, name);
  }
  if (method === 'POST') return invoke(call, path, name);
  const withCode = flag(call.query, 'code', true);
  const resolved = resolveAction(call.core, identity, { path, name });
  return json(actionDocument(resolved.action, parametersOf(resolved), withCode));
}

function nothing(call: Call): never {
  throw noRoute(call.path);
}

function list(call: Call): Answer {
  if (call.namespace !== call.identity.namespace) throw forbidden(call.namespace);
  const all = call.core.store.list('actions', call.namespace);
  return listed(call, 'actions', all, (one) => actionSummary(one as Action));
}

function listInside(call: Call, name: string): Answer {
  const { provider } = resolvePackage(call.core, call.identity, call.namespace, name);
  const all = call.core.store.list('actions', provider.namespace, provider.name);
  return listed(call, 'actions', all, (one) => actionSummary(one as Action));
}

function remove(call: Call, path: string, name: string): Answer {
  const { core } = call;
  if (path.includes('/') && entityOf(core, 'packages', path).binding !== undefined) {
    throw badRequest(`${path} is a binding; delete the action in the package it is bound to.`);
  }
  const action = entityOf(core, 'actions', `${path}/${name}`);
  core.store.delete(`${path}/${name}`);
  return json(actionDocument(action));
}

async function invoke(call: Call, path: string, name: string): Promise<Answer> {
  const { core, identity, query, transactionId } = call;
  core.throttle.invocation(identity.namespace);
  const blocking = flag(query, 'blocking', false);
  const resultOnly = flag(query, 'result', false);
  const wait = parameter(query, 'timeout')
    ? integer(query, 'timeout', 0, 1, limits.blockingWaitMs)
    : limits.blockingWaitMs;
  // What is in other namespaces is refused before the body is read; one's own action may be missing only then.
  if (call.namespace !== identity.namespace) resolveAction(core, identity, { path, name });
  const payload = await readObject(call.request, limits.payload, false);
  const resolved = resolveAction(core, identity, { path, name });
  checkFinal(resolved, payload);
  const submitted = submit(core, { identity, resolved, payload, transactionId });
  const { activationId } = submitted;
  const record = blocking ? await within(submitted, wait) : undefined;
  if (record === undefined) return json({ activationId }, 202, activationId);
  if (resultOnly && wait === limits.blockingWaitMs) offerLine(call, resolved);
  const { response } = record;
  const status = response.success ? 200 : response.status === 'whisk internal error' ? 500 : 502;
  return json(resultOnly || Array.isArray(response.result) ? response.result : record, status, activationId);
}

function offerLine({ request, identity }: Call, resolved: Resolved): void {
  const { url: at, headers, lend } = request;
  const { authorization } = headers;
  if (lend !== undefined && at !== undefined && authorization !== undefined)
    lend({ kind: 'invoke', at, identity, resolved, authorization });
}

/** The record when the activation ends in time, else undefined. */
export function within(submitted: Submitted, ms: number): Promise<Awaited<Submitted['done']> | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), ms);
    submitted.done.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
