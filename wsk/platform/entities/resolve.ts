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

/** An action as a name leads to it. */
export interface Resolved {
  action: Action;
  /** Full name of the binding it was reached through. */
  binding?: string;
  /** Parameters of package and binding, which lie under the action's own. */
  inherited: Parameter[];
}

/** A package as a name leads to it: for a binding the provider's package, with the binding's parameters laid over. */
export interface ResolvedPackage {
  provider: Package;
  binding?: Package;
  parameters: Parameter[];
}

/** An entity of a collection by its full name; 404 when missing, 409 when of another collection. */
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

/** A package or binding that the caller may read; 403 for those of others that are not published. */
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

/** The action at `path` (namespace, or namespace/package) that the caller may read and run. */
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

/** The action's parameters with those of package and binding under them. */
export function parametersOf({ action, inherited }: Resolved): Parameter[] {
  return inherited.length === 0 ? action.parameters : merge(inherited, action.parameters);
}

/** The names of the parameters that the annotation `final` protects. */
export function finalOf(resolved: Resolved): string[] {
  if (lookUp(resolved.action.annotations, 'final') !== true) return [];
  return parametersOf(resolved).flatMap(({ key, value }) => (value === null ? [] : [key]));
}

/** Throws 400 when the payload sets a parameter that the annotation `final` protects. */
export function checkFinal(resolved: Resolved, payload: Record<string, unknown>): void {
  const key = finalOf(resolved).find((name) => name in payload);
  if (key !== undefined)
    throw badRequest(
      `The parameter '${key}' is final and cannot be overridden; leave it out of the request.`,
    );
}
