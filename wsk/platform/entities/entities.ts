import type { Swagger } from '../api-gateway/swagger.ts';
import { inMapOrder } from './java-map-order.ts';

/** A parameter or annotation, as in requests and responses. */
export interface Parameter {
  key: string;
  value: unknown;
  /** Passes the parameter as an environment variable at initialisation instead of as an argument of each invocation. */
  init?: true;
}

/** The collections of a namespace. Their names must differ, except those of the API gateway's APIs, which are base paths. */
export type Collection = 'actions' | 'packages' | 'triggers' | 'rules' | 'apis';

interface EntityFields {
  /** The namespace, without a package. */
  namespace: string;
  name: string;
  version: string;
  publish: boolean;
  annotations: Parameter[];
  /** The time of the last write in epoch milliseconds. */
  updated: number;
  /** A number that grows with every write of any entity; it orders lists and distinguishes revisions. */
  revision: number;
}

/** The code of an action, or the components of a sequence. */
export interface Exec {
  kind: string;
  code?: string;
  binary?: boolean;
  main?: string;
  components?: string[];
}

/** The limits of an action: milliseconds, megabytes of memory and of logs, concurrent activations in one instance. */
export interface Limits {
  timeout: number;
  memory: number;
  logs: number;
  concurrency: number;
}

/** The function of an action that is part of the platform and runs in its process, on behalf of a namespace. */
export type NativeAction = (
  args: Record<string, unknown>,
  namespace: string,
  transactionId: string,
) => unknown;

export interface Action extends EntityFields {
  collection: 'actions';
  package?: string;
  exec: Exec;
  parameters: Parameter[];
  limits: Limits;
  native?: NativeAction;
}

export interface Package extends EntityFields {
  collection: 'packages';
  parameters: Parameter[];
  /** The package that a binding refers to; absent for a package with actions of its own. */
  binding?: { namespace: string; name: string };
}

/** A reference to an entity: `path` is a namespace, or a namespace and a package. */
export interface EntityName {
  path: string;
  name: string;
}

export interface Trigger extends EntityFields {
  collection: 'triggers';
  parameters: Parameter[];
  /** The rules of the trigger and their status, by full rule name `ns/rule`. */
  rules: Record<string, { action: EntityName; status: 'active' | 'inactive' }>;
  /** The timer that the interval feed keeps for the trigger. */
  alarm?: Alarm;
}

/** The interval at which the feed fires a trigger; dates are ISO texts. */
export interface Alarm {
  minutes: number;
  payload: Record<string, unknown>;
  /** The time from which the intervals count, also after a restart and an update of something else. Absent in old data folders. */
  from?: string;
  startDate?: string;
  stopDate?: string;
}

export interface Rule extends EntityFields {
  collection: 'rules';
  trigger: EntityName;
  action: EntityName;
}

/** An API of the API gateway; its name is the base path. */
export interface Api extends EntityFields {
  collection: 'apis';
  swagger: Swagger;
  /** The value of the header X-Require-Whisk-Auth for each `verb path`; responses never contain it. */
  secureKeys: Record<string, string>;
}

export type Entity = Action | Package | Trigger | Rule | Api;

/** `ns/name` or `ns/pkg/name`. */
export function fullName(entity: Entity): string {
  return `${pathOf(entity)}/${entity.name}`;
}

/** `ns`, or `ns/pkg` for a packaged action. */
export function pathOf(entity: Entity): string {
  const inside = entity.collection === 'actions' ? entity.package : undefined;
  return inside === undefined ? entity.namespace : `${entity.namespace}/${inside}`;
}

/** The value of an annotation or parameter. */
export function lookUp(list: Parameter[], key: string): unknown {
  return list.find((one) => one.key === key)?.value;
}

/** The parameters of `under` with those of `over` in their place; a key keeps the position of its first occurrence. */
export function merge(under: Parameter[], over: Parameter[]): Parameter[] {
  if (over.length === 0) return under;
  const all = new Map(under.map((one) => [one.key, one]));
  for (const one of over) all.set(one.key, one);
  return inMapOrder([...all.values()]);
}
