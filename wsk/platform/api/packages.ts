import type { Call } from '../context.ts';
import { type Action, lookUp, merge, type Package } from '../entities/entities.ts';
import { checkSize, limits } from '../entities/limits.ts';
import { checkName, isName } from '../entities/names.ts';
import { entityOf, resolvePackage } from '../entities/resolve.ts';
import { type Answer, json, readObject } from '../server/http.ts';
import { flag } from '../server/query.ts';
import { badRequest, conflict, forbidden, malformed, noRoute, notFound } from '../server/refusal.ts';
import {
  packageDocument,
  packageSummary,
  parseParameters,
  parsePublish,
  parseVersion,
  raised,
} from './entity-json.ts';
import { listed } from './lists.ts';

/** Everything below `/namespaces/NS/packages`. */
export async function packages(call: Call): Promise<Answer> {
  const { rest, method, namespace, identity, core } = call;
  const own = namespace === identity.namespace;
  if (rest.length === 0 && method === 'GET') {
    const all = core.store.list('packages', namespace) as Package[];
    const visible = own ? all : all.filter((one) => one.publish && one.binding === undefined);
    return listed(call, 'packages', visible, packageSummary);
  }
  if (rest.length !== 1 || call.slash || !['GET', 'PUT', 'DELETE'].includes(method)) throw noRoute(call.path);
  const name = checkName(rest[0] as string);
  if (method === 'GET') return read(call, name);
  if (!own) throw forbidden(`${namespace}/${name}`);
  return method === 'PUT' ? put(call, name) : remove(call, name);
}

function read(call: Call, name: string): Answer {
  const { provider, binding, parameters } = resolvePackage(call.core, call.identity, call.namespace, name);
  const inside = call.core.store.list('actions', provider.namespace, provider.name) as Action[];
  const show = ({ name, version, annotations }: Action): unknown => ({ name, version, annotations });
  const isFeed = (action: Action): boolean => lookUp(action.annotations, 'feed') !== undefined;
  const document = packageDocument({ ...(binding ?? provider), parameters }) as object;
  return json({
    ...document,
    actions: inside.filter((action) => !isFeed(action)).map(show),
    feeds: inside.filter(isFeed).map(show),
  });
}

async function put(call: Call, name: string): Promise<Answer> {
  const { core, namespace } = call;
  const overwrite = flag(call.query, 'overwrite', false);
  const body = await readObject(call.request, limits.request, true);
  const binding = parseBinding(body.binding, namespace);
  const parameters = parseParameters(body, 'parameters');
  const given = parseParameters(body, 'annotations');
  const publish = parsePublish(body);
  const version = parseVersion(body);
  if (name === 'default') throw badRequest("The package name 'default' is reserved; use another one.");
  checkSize('parameters', parameters ?? []);
  checkSize('annotations', given ?? []);
  const full = `${namespace}/${name}`;
  const existing = core.store.get(full);
  const old = existing === undefined ? undefined : entityOf(core, 'packages', full);
  if (old !== undefined && !overwrite)
    throw conflict(`The package ${full} exists already; use overwrite=true to update it.`);
  if (old !== undefined && old.binding === undefined && binding !== undefined) {
    throw conflict(`${full} is a package and cannot become a binding; delete it first.`);
  }
  if (binding !== undefined) checkBinding(call, binding);
  const target = binding ?? old?.binding;
  const annotations = (given ?? old?.annotations ?? []).filter(({ key }) => key !== 'binding');
  const entity: Package = {
    collection: 'packages',
    namespace,
    name,
    version: version ?? (old === undefined ? '0.0.1' : raised(old.version)),
    publish: publish ?? old?.publish ?? false,
    annotations: target === undefined ? annotations : merge(annotations, [{ key: 'binding', value: target }]),
    updated: 0,
    revision: 0,
    parameters: parameters ?? old?.parameters ?? [],
    ...(target === undefined ? {} : { binding: target }),
  };
  core.store.put(entity);
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

function checkBinding(call: Call, { namespace, name }: { namespace: string; name: string }): void {
  const full = `${namespace}/${name}`;
  const target = call.core.store.get(full);
  const published = target?.collection === 'packages' && target.publish;
  if (namespace !== call.identity.namespace && !published) throw forbidden(full);
  if (target === undefined)
    throw badRequest(`The package ${full} does not exist; create it before binding to it.`);
  if (target.collection !== 'packages')
    throw conflict(`${full} is not a package; only packages can be bound to.`);
  if (target.binding !== undefined)
    throw badRequest(`${full} is itself a binding; bind to the package it stands for.`);
}

function remove(call: Call, name: string): Answer {
  const { core, namespace } = call;
  const full = `${namespace}/${name}`;
  if (core.store.get(full) === undefined) throw notFound(full);
  const found = entityOf(core, 'packages', full);
  const inside = found.binding === undefined ? (core.store.list('actions', namespace, name) as Action[]) : [];
  if (inside.length > 0 && !flag(call.query, 'force', false)) {
    throw conflict(`The package ${full} has ${inside.length} actions; delete them first or use force=true.`);
  }
  for (const action of inside) core.store.delete(`${full}/${action.name}`);
  core.store.delete(full);
  return json(packageDocument(found));
}
