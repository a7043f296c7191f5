import type { RequestContext } from '../context.ts';
import { type Action, lookUp, merge, type Package } from '../entities/entities.ts';
import { checkSize, limits } from '../entities/limits.ts';
import { checkName, isName } from '../entities/names.ts';
import { entityOf, resolvePackage } from '../entities/resolve.ts';
import { flag } from '../server/query.ts';
import { badRequest, conflict, forbidden, malformed, noRoute, notFound } from '../server/refusal.ts';
import { readObject } from '../server/request.ts';
import { json, type PlatformResponse } from '../server/response.ts';
import {
  nextVersion,
  packageDocument,
  packageSummary,
  parseParameters,
  parsePublish,
  parseVersion,
} from './entity-json.ts';
import { listResponse } from './list-response.ts';

/** Handles requests below `/namespaces/NS/packages`. */
export async function packages(context: RequestContext): Promise<PlatformResponse> {
  const { rest, namespace, identity, platform } = context;
  const { method } = context.request;
  const own = namespace === identity.namespace;
  if (rest.length === 0 && method === 'GET') {
    const all = platform.store.list('packages', namespace) as Package[];
    const visible = own ? all : all.filter((one) => one.publish && one.binding === undefined);
    return listResponse(context, 'packages', visible, packageSummary);
  }
  if (rest.length !== 1 || context.hasTrailingSlash || !['GET', 'PUT', 'DELETE'].includes(method))
    throw noRoute(context.request.path);
  const name = checkName(rest[0] as string);
  if (method === 'GET') return read(context, name);
  if (!own) throw forbidden(`${namespace}/${name}`);
  return method === 'PUT' ? put(context, name) : remove(context, name);
}

function read(context: RequestContext, name: string): PlatformResponse {
  const { provider, binding, parameters } = resolvePackage(
    context.platform,
    context.identity,
    context.namespace,
    name,
  );
  const inside = context.platform.store.list('actions', provider.namespace, provider.name) as Action[];
  const show = ({ name, version, annotations }: Action): unknown => ({ name, version, annotations });
  const isFeed = (action: Action): boolean => lookUp(action.annotations, 'feed') !== undefined;
  const document = packageDocument({ ...(binding ?? provider), parameters }) as object;
  return json({
    ...document,
    actions: inside.filter((action) => !isFeed(action)).map(show),
    feeds: inside.filter(isFeed).map(show),
  });
}

async function put(context: RequestContext, name: string): Promise<PlatformResponse> {
  const { platform, namespace } = context;
  const overwrite = flag(context.query, 'overwrite', false);
  const body = await readObject(context.request, limits.request, true);
  const binding = parseBinding(body.binding, namespace);
  const parameters = parseParameters(body, 'parameters');
  const given = parseParameters(body, 'annotations');
  const publish = parsePublish(body);
  const version = parseVersion(body);
  if (name === 'default') throw badRequest("The package name 'default' is reserved; use another one.");
  checkSize('parameters', parameters ?? []);
  checkSize('annotations', given ?? []);
  const full = `${namespace}/${name}`;
  const existing = platform.store.get(full);
  const old = existing === undefined ? undefined : entityOf(platform, 'packages', full);
  if (old !== undefined && !overwrite)
    throw conflict(`The package ${full} exists already; use overwrite=true to update it.`);
  if (old !== undefined && old.binding === undefined && binding !== undefined) {
    throw conflict(`${full} is a package and cannot become a binding; delete it first.`);
  }
  if (binding !== undefined) checkBinding(context, binding);
  const target = binding ?? old?.binding;
  const annotations = (given ?? old?.annotations ?? []).filter(({ key }) => key !== 'binding');
  const entity: Package = {
    collection: 'packages',
    namespace,
    name,
    version: version ?? (old === undefined ? '0.0.1' : nextVersion(old.version)),
    publish: publish ?? old?.publish ?? false,
    annotations: target === undefined ? annotations : merge(annotations, [{ key: 'binding', value: target }]),
    updated: 0,
    revision: 0,
    parameters: parameters ?? old?.parameters ?? [],
    ...(target === undefined ? {} : { binding: target }),
  };
  platform.store.put(entity);
  return json(packageDocument(entity));
}

function parseBinding(value: unknown, own: string): Package['binding'] {
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed('binding must be an object.');
  const { namespace, name } = value as Record<string, unknown>;
  if (Object.keys(value).length === 0) return undefined;
  if (typeof namespace !== 'string' || typeof name !== 'string' || !isName(namespace) || !isName(name)) {
    throw malformed('binding must be {"namespace": NAME, "name": NAME}.');
  }
  return { namespace: namespace === '_' ? own : namespace, name };
}

function checkBinding(
  context: RequestContext,
  { namespace, name }: { namespace: string; name: string },
): void {
  const full = `${namespace}/${name}`;
  const target = context.platform.store.get(full);
  const published = target?.collection === 'packages' && target.publish;
  if (namespace !== context.identity.namespace && !published) throw forbidden(full);
  if (target === undefined)
    throw badRequest(`The package ${full} does not exist; create it before binding to it.`);
  if (target.collection !== 'packages')
    throw conflict(`${full} is not a package; only packages can be bound to.`);
  if (target.binding !== undefined)
    throw badRequest(`${full} is itself a binding; bind to the package it stands for.`);
}

function remove(context: RequestContext, name: string): PlatformResponse {
  const { platform, namespace } = context;
  const full = `${namespace}/${name}`;
  if (platform.store.get(full) === undefined) throw notFound(full);
  const found = entityOf(platform, 'packages', full);
  const inside =
    found.binding === undefined ? (platform.store.list('actions', namespace, name) as Action[]) : [];
  if (inside.length > 0 && !flag(context.query, 'force', false)) {
    throw conflict(`The package ${full} has ${inside.length} actions; delete them first or use force=true.`);
  }
  for (const action of inside) platform.store.delete(`${full}/${action.name}`);
  platform.store.delete(full);
  return json(packageDocument(found));
}
