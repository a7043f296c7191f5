import type { Call } from '../context.ts';
import { lookUp, type Trigger } from '../entities/entities.ts';
import { checkSize, limits } from '../entities/limits.ts';
import { checkName, isName } from '../entities/names.ts';
import { entityOf } from '../entities/resolve.ts';
import { fire } from '../feeds/fire-trigger.ts';
import { type Answer, json, readObject } from '../server/http.ts';
import { flag } from '../server/query.ts';
import { badRequest, conflict, forbidden, noRoute } from '../server/refusal.ts';
import { headersOf } from '../web/web-request.ts';
import {
  parseParameters,
  parsePublish,
  parseVersion,
  raised,
  triggerDocument,
  triggerSummary,
} from './entity-json.ts';
import { listed } from './lists.ts';

/** Everything below `/namespaces/NS/triggers`. */
export async function triggers(call: Call): Promise<Answer> {
  const { rest, method, namespace, identity, core } = call;
  const own = namespace === identity.namespace;
  if (rest.length === 0 && method === 'GET') {
    if (!own) throw forbidden(namespace);
    return listed(call, 'triggers', core.store.list('triggers', namespace), (one) =>
      triggerSummary(one as Trigger),
    );
  }
  if (rest.length !== 1 || call.slash || !['GET', 'PUT', 'POST', 'DELETE'].includes(method))
    throw noRoute(call.path);
  const name = checkName(rest[0] as string);
  const full = `${namespace}/${name}`;
  if (method === 'POST') core.throttle.fire(identity.namespace);
  if (!own) throw forbidden(full);
  if (method === 'PUT') return put(call, name);
  if (method === 'POST') return post(call, full);
  const trigger = entityOf(core, 'triggers', full);
  if (method === 'GET') return json(triggerDocument(trigger));
  core.store.delete(full);
  core.alarms.stop(full);
  return json(triggerDocument(trigger));
}

async function put(call: Call, name: string): Promise<Answer> {
  const { core, namespace } = call;
  const overwrite = flag(call.query, 'overwrite', false);
  const body = await readObject(call.request, limits.request, true);
  const parameters = parseParameters(body, 'parameters');
  const annotations = parseParameters(body, 'annotations');
  const publish = parsePublish(body);
  const version = parseVersion(body);
  checkSize('parameters', parameters ?? []);
  checkSize('annotations', annotations ?? []);
  const full = `${namespace}/${name}`;
  const old = core.store.get(full) === undefined ? undefined : entityOf(core, 'triggers', full);
  if (old !== undefined && !overwrite)
    throw conflict(`The trigger ${full} exists already; use overwrite=true to update it.`);
  if (old === undefined) checkFeed(lookUp(annotations ?? [], 'feed'));
  const trigger: Trigger = {
    collection: 'triggers',
    namespace,
    name,
    version: version ?? (old === undefined ? '0.0.1' : raised(old.version)),
    publish: publish ?? old?.publish ?? false,
    annotations: annotations ?? old?.annotations ?? [],
    updated: 0,
    revision: 0,
    parameters: parameters ?? old?.parameters ?? [],
    rules: old?.rules ?? {},
    ...(old?.alarm === undefined ? {} : { alarm: old.alarm }),
  };
  core.store.put(trigger);
  return json(triggerDocument(trigger));
}

function checkFeed(feed: unknown): void {
  if (feed === undefined) return;
  const parts = typeof feed === 'string' ? feed.replace(/^\//, '').split('/') : [];
  if (parts.length >= 1 && parts.every((part) => part === '_' || isName(part))) return;
  throw badRequest(`The annotation feed must name an action like /ns/pkg/feed, not ${JSON.stringify(feed)}.`);
}

async function post(call: Call, full: string): Promise<Answer> {
  const payload = await readObject(call.request, limits.payload, false);
  const trigger = entityOf(call.core, 'triggers', full);
  const headers = headersOf(call.request.rawHeaders);
  const activationId = fire(call.core, call.identity, trigger, payload, headers, call.transactionId);
  return activationId === undefined ? { status: 204 } : json({ activationId }, 202, activationId);
}
