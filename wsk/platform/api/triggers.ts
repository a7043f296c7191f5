import type { RequestContext } from '../context.ts';
import { lookUp, type Trigger } from '../entities/entities.ts';
import { checkSize, limits } from '../entities/limits.ts';
import { checkName, isName } from '../entities/names.ts';
import { entityOf } from '../entities/resolve.ts';
import { fireTrigger } from '../feeds/fire-trigger.ts';
import { flag } from '../server/query.ts';
import { badRequest, conflict, forbidden, noRoute } from '../server/refusal.ts';
import { readObject } from '../server/request.ts';
import { json, type PlatformResponse } from '../server/response.ts';
import { headersOf } from '../web/web-request.ts';
import {
  nextVersion,
  parseParameters,
  parsePublish,
  parseVersion,
  triggerDocument,
  triggerSummary,
} from './entity-json.ts';
import { listResponse } from './list-response.ts';

/** Handles requests below `/namespaces/NS/triggers`. */
export async function triggers(context: RequestContext): Promise<PlatformResponse> {
  const { rest, namespace, identity, platform } = context;
  const { method } = context.request;
  const own = namespace === identity.namespace;
  if (rest.length === 0 && method === 'GET') {
    if (!own) throw forbidden(namespace);
    return listResponse(context, 'triggers', platform.store.list('triggers', namespace), (one) =>
      triggerSummary(one as Trigger),
    );
  }
  if (rest.length !== 1 || context.hasTrailingSlash || !['GET', 'PUT', 'POST', 'DELETE'].includes(method))
    throw noRoute(context.request.path);
  const name = checkName(rest[0] as string);
  const full = `${namespace}/${name}`;
  if (method === 'POST') platform.throttle.fire(identity.namespace);
  if (!own) throw forbidden(full);
  if (method === 'PUT') return put(context, name);
  if (method === 'POST') return post(context, full);
  const trigger = entityOf(platform, 'triggers', full);
  if (method === 'GET') return json(triggerDocument(trigger));
  platform.store.delete(full);
  platform.alarms.stop(full);
  return json(triggerDocument(trigger));
}

async function put(context: RequestContext, name: string): Promise<PlatformResponse> {
  const { platform, namespace } = context;
  const overwrite = flag(context.query, 'overwrite', false);
  const body = await readObject(context.request, limits.request, true);
  const parameters = parseParameters(body, 'parameters');
  const annotations = parseParameters(body, 'annotations');
  const publish = parsePublish(body);
  const version = parseVersion(body);
  checkSize('parameters', parameters ?? []);
  checkSize('annotations', annotations ?? []);
  const full = `${namespace}/${name}`;
  const old = platform.store.get(full) === undefined ? undefined : entityOf(platform, 'triggers', full);
  if (old !== undefined && !overwrite)
    throw conflict(`The trigger ${full} exists already; use overwrite=true to update it.`);
  if (old === undefined) checkFeed(lookUp(annotations ?? [], 'feed'));
  const trigger: Trigger = {
    collection: 'triggers',
    namespace,
    name,
    version: version ?? (old === undefined ? '0.0.1' : nextVersion(old.version)),
    publish: publish ?? old?.publish ?? false,
    annotations: annotations ?? old?.annotations ?? [],
    updated: 0,
    revision: 0,
    parameters: parameters ?? old?.parameters ?? [],
    rules: old?.rules ?? {},
    ...(old?.alarm === undefined ? {} : { alarm: old.alarm }),
  };
  platform.store.put(trigger);
  return json(triggerDocument(trigger));
}

function checkFeed(feed: unknown): void {
  if (feed === undefined) return;
  const parts = typeof feed === 'string' ? feed.replace(/^\//, '').split('/') : [];
  if (parts.length >= 1 && parts.every((part) => part === '_' || isName(part))) return;
  throw badRequest(`The annotation feed must name an action like /ns/pkg/feed, not ${JSON.stringify(feed)}.`);
}

async function post(context: RequestContext, full: string): Promise<PlatformResponse> {
  const payload = await readObject(context.request, limits.payload, false);
  const trigger = entityOf(context.platform, 'triggers', full);
  const headers = headersOf(context.request.rawHeaders);
  const activationId = fireTrigger(
    context.platform,
    context.identity,
    trigger,
    payload,
    headers,
    context.request.transactionId,
  );
  return activationId === undefined ? { status: 204 } : json({ activationId }, 202, activationId);
}
