import type { PlatformContext, RequestContext } from '../context.ts';
import type { EntityName, Rule, Trigger } from '../entities/entities.ts';
import { checkSize, limits } from '../entities/limits.ts';
import { checkName, parseFullName, qualifiedName } from '../entities/names.ts';
import { entityOf, resolveAction } from '../entities/resolve.ts';
import { unlinkRule } from '../feeds/fire-trigger.ts';
import { flag } from '../server/query.ts';
import { badRequest, conflict, forbidden, malformed, noRoute, Refusal } from '../server/refusal.ts';
import { readObject } from '../server/request.ts';
import { json, type PlatformResponse, text } from '../server/response.ts';
import { nextVersion, parseParameters, parsePublish, parseVersion, ruleDocument } from './entity-json.ts';
import { listResponse } from './list-response.ts';

type Status = 'active' | 'inactive';

/** Handles requests below `/namespaces/NS/rules`. */
export async function rules(context: RequestContext): Promise<PlatformResponse> {
  const { rest, namespace, identity, platform } = context;
  const { method } = context.request;
  const own = namespace === identity.namespace;
  if (rest.length === 0 && method === 'GET') {
    if (!own) throw forbidden(namespace);
    return listResponse(context, 'rules', platform.store.list('rules', namespace), (one) =>
      ruleDocument(one as Rule),
    );
  }
  if (rest.length !== 1 || context.hasTrailingSlash || !['GET', 'PUT', 'POST', 'DELETE'].includes(method))
    throw noRoute(context.request.path);
  const name = checkName(rest[0] as string);
  const full = `${namespace}/${name}`;
  if (!own) throw forbidden(full);
  if (method === 'PUT') return put(context, name);
  if (method === 'POST') return setStatus(context, full);
  const rule = entityOf(platform, 'rules', full);
  if (method === 'GET') return json(ruleDocument(rule, statusOf(platform, rule)));
  unlinkRule(platform, rule, rule.trigger);
  platform.store.delete(full);
  return json(ruleDocument(rule, 'inactive'));
}

function linkOf(platform: PlatformContext, rule: Rule): { action: EntityName; status: Status } | undefined {
  const trigger = platform.store.get(qualifiedName(rule.trigger));
  return trigger?.collection === 'triggers' ? trigger.rules[`${rule.namespace}/${rule.name}`] : undefined;
}

// The trigger stores the status; a rule without its trigger is inactive.
function statusOf(platform: PlatformContext, rule: Rule): Status {
  return linkOf(platform, rule)?.status ?? 'inactive';
}

async function put(context: RequestContext, name: string): Promise<PlatformResponse> {
  const { platform, namespace } = context;
  const overwrite = flag(context.query, 'overwrite', false);
  const body = await readObject(context.request, limits.request, true);
  const newTarget = parseTarget(body.trigger, namespace, 'trigger');
  const newAction = parseTarget(body.action, namespace, 'action');
  const annotations = parseParameters(body, 'annotations');
  const publish = parsePublish(body);
  const version = parseVersion(body);
  checkSize('annotations', annotations ?? []);
  const full = `${namespace}/${name}`;
  const old = platform.store.get(full) === undefined ? undefined : entityOf(platform, 'rules', full);
  if (old !== undefined && !overwrite)
    throw conflict(`The rule ${full} exists already; use overwrite=true to update it.`);
  const target = newTarget ?? old?.trigger;
  const action = newAction ?? old?.action;
  if (target === undefined || action === undefined)
    throw badRequest('A new rule needs both trigger and action.');
  const trigger = triggerOf(context, target);
  checkAction(context, action);
  const status = old === undefined ? 'active' : statusOf(platform, old);
  const rule: Rule = {
    collection: 'rules',
    namespace,
    name,
    version: version ?? (old === undefined ? '0.0.1' : nextVersion(old.version)),
    publish: publish ?? old?.publish ?? false,
    annotations: annotations ?? old?.annotations ?? [],
    updated: 0,
    revision: 0,
    trigger: target,
    action,
  };
  if (old !== undefined) unlinkRule(platform, old, old.trigger);
  trigger.rules[full] = { action, status };
  platform.store.save(trigger);
  platform.store.put(rule);
  return json(ruleDocument(rule, status));
}

function parseTarget(value: unknown, namespace: string, what: string): EntityName | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return parseFullName(value, namespace, what);
  const { path, name } = value as { path?: unknown; name?: unknown };
  if (typeof path === 'string' && typeof name === 'string')
    return parseFullName(`/${path}/${name}`, namespace, what);
  throw malformed(`${what} must be a full name like /namespace/name, not ${JSON.stringify(value)}.`);
}

function triggerOf(context: RequestContext, target: EntityName): Trigger {
  if (target.path !== context.namespace) throw forbidden(qualifiedName(target));
  const found = context.platform.store.get(qualifiedName(target));
  if (found?.collection === 'triggers') return found;
  throw badRequest(`The trigger /${qualifiedName(target)} does not exist; create it first.`);
}

function checkAction(context: RequestContext, action: EntityName): void {
  try {
    resolveAction(context.platform, context.identity, action);
  } catch (error) {
    const plain =
      !action.path.includes('/') &&
      error instanceof Refusal &&
      (error.status === 404 || error.status === 409);
    throw plain ? badRequest(`The action /${qualifiedName(action)} does not exist; create it first.`) : error;
  }
}

async function setStatus(context: RequestContext, full: string): Promise<PlatformResponse> {
  const body = await readObject(context.request, limits.payload, true);
  const { status } = body;
  if (status !== 'active' && status !== 'inactive') {
    throw malformed(`status must be active or inactive, not ${JSON.stringify(status)}.`);
  }
  const rule = entityOf(context.platform, 'rules', full);
  const trigger = context.platform.store.get(qualifiedName(rule.trigger));
  const link = linkOf(context.platform, rule);
  if (trigger === undefined || link === undefined)
    throw new Refusal(404, `The trigger of the rule ${full} does not exist; create it again first.`);
  link.status = status;
  context.platform.store.save(trigger);
  return text('OK');
}
