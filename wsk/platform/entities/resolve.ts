import type { PlatformContext } from '../context.ts';
import type { Identity } from '../server/identity.ts';
import { badRequest, conflict, forbidden, notFound } from '../server/refusal.ts';
import {
  type Action,
  type Entity,
  type EntityName,
  lookUp,
  merge,
  type Package,
  type Parameter,
} from './entities.ts';

/** The action that a name refers to. */
export interface Resolved {
  action: Action;
  /** The full name of the binding in the action's name, if it names one. */
  binding?: string;
  /** The parameters of package and binding; the action's own parameters override them. */
  inherited: Parameter[];
}

/** The package that a name refers to; for a binding, the bound package with the binding's parameters merged over its own. */
export interface ResolvedPackage {
  provider: Package;
  binding?: Package;
  parameters: Parameter[];
}

/** The entity of a collection with a full name. Throws 404 when it does not exist, 409 when it is in another collection. */
export function entityOf<C extends Entity['collection']>(
  platform: PlatformContext,
  collection: C,
  name: string,
): Extract<Entity, { collection: C }> {
  const entity = platform.store.get(name);
  if (entity === undefined) throw notFound(name);
  if (entity.collection === collection) return entity as Extract<Entity, { collection: C }>;
  throw conflict(
    `'${name}' exists, but among the ${entity.collection}, not the ${collection}; use another name.`,
  );
}

/** A package or binding that the caller may read. Throws 403 for an unpublished one of another namespace. */
export function resolvePackage(
  platform: PlatformContext,
  caller: Identity,
  namespace: string,
  name: string,
): ResolvedPackage {
  const full = `${namespace}/${name}`;
  const own = namespace === caller.namespace;
  const found = platform.store.get(full);
  if (!own && (found?.collection !== 'packages' || (found.binding === undefined && !found.publish)))
    throw forbidden(full);
  const entity = entityOf(platform, 'packages', full);
  if (entity.binding === undefined) return { provider: entity, parameters: entity.parameters };
  const target = entity.binding;
  const provider = platform.store.get(`${target.namespace}/${target.name}`);
  const visible =
    target.namespace === caller.namespace || (provider?.collection === 'packages' && provider.publish);
  if (provider === undefined && visible) throw notFound(full);
  if (!visible) throw forbidden(full);
  if (provider?.collection !== 'packages') throw notFound(full);
  return { provider, binding: entity, parameters: merge(provider.parameters, entity.parameters) };
}

/** The action at `path` (namespace, or namespace/package), if the caller may read and run it. Throws 403, 404 or 409 otherwise. */
export function resolveAction(
  platform: PlatformContext,
  caller: Identity,
  { path, name }: EntityName,
): Resolved {
  const [namespace = '', ...packages] = path.split('/');
  const inside = packages.join('/');
  if (inside === '') {
    if (namespace !== caller.namespace) throw forbidden(`${namespace}/${name}`);
    return { action: entityOf(platform, 'actions', `${namespace}/${name}`), inherited: [] };
  }
  const { provider, binding, parameters } = resolvePackage(platform, caller, namespace, inside);
  const action = entityOf(platform, 'actions', `${provider.namespace}/${provider.name}/${name}`);
  if (binding === undefined) return { action, inherited: parameters };
  return { action, inherited: parameters, binding: `${namespace}/${binding.name}` };
}

/** The action's parameters merged over those of package and binding. */
export function parametersOf({ action, inherited }: Resolved): Parameter[] {
  return inherited.length === 0 ? action.parameters : merge(inherited, action.parameters);
}

/** The names of the parameters that the annotation `final` protects from being overridden. */
export function finalOf(resolved: Resolved): string[] {
  if (lookUp(resolved.action.annotations, 'final') !== true) return [];
  return parametersOf(resolved).flatMap(({ key, value }) => (value === null ? [] : [key]));
}

/** Throws 400 when the payload overrides a parameter that the annotation `final` protects. */
export function checkFinal(resolved: Resolved, payload: Record<string, unknown>): void {
  const key = finalOf(resolved).find((name) => name in payload);
  if (key !== undefined)
    throw badRequest(
      `The parameter '${key}' is final and cannot be overridden; leave it out of the request.`,
    );
}
