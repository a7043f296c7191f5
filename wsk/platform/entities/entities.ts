import type { Swagger } from '../api-gateway/swagger.ts';
import { inMapOrder } from './java-map-order.ts';

/** A parameter or annotation as it travels. */
export interface Parameter {
  key: string;
  value: unknown;
  /** Delivered as an environment variable at initialisation instead of with each invocation. */
  init?: true;
}

/** What a namespace holds; all but the gateway's APIs, which are named by their base path, share one set of names. */
export type Collection = 'actions' | 'packages' | 'triggers' | 'rules' | 'apis';

interface Common {
  /** Without a package. */
  namespace: string;
  name: string;
  version: string;
  publish: boolean;
  annotations: Parameter[];
  /** Epoch milliseconds of the last write. */
  updated: number;
  /** Grows with every write of any entity: order of lists, and what tells one revision from the next. */
  revision: number;
}

/** An action's code, or what it is made of. */
export interface Exec {
  kind: string;
  code?: string;
  binary?: boolean;
  main?: string;
  components?: string[];
}

/** Milliseconds, megabytes, megabytes, activations in one instance. */
export interface Limits {
  timeout: number;
  memory: number;
  logs: number;
  concurrency: number;
}

/** An action of the platform's own, run in its process for a namespace; the last argument is the transaction id. */
export type NativeAction = (
  args: Record<string, unknown>,
  namespace: string,
  transactionId: string,
) => unknown;

export interface Action extends Common {
  collection: 'actions';
  package?: string;
  exec: Exec;
  parameters: Parameter[];
  limits: Limits;
  native?: NativeAction;
}

export interface Package extends Common {
  collection: 'packages';
  parameters: Parameter[];
  /** Set for a binding: the package it stands for. */
  binding?: { namespace: string; name: string };
}

/** Where a trigger or rule points: `path` is a namespace, or namespace and package. */
export interface EntityName {
  path: string;
  name: string;
}

export interface Trigger extends Common {
  collection: 'triggers';
  parameters: Parameter[];
  /** By full rule name, `ns/rule`; a rule's status lives here. */
  rules: Record<string, { action: EntityName; status: 'active' | 'inactive' }>;
  /** What the interval feed was told about it. */
  alarm?: Alarm;
}

/** When the interval feed fires a trigger; dates as ISO text. */
export interface Alarm {
  minutes: number;
  payload: Record<string, unknown>;
  startDate?: string;
  stopDate?: string;
}

export interface Rule extends Common {
  collection: 'rules';
  trigger: EntityName;
  action: EntityName;
}

/** An API of the gateway; its name is the base path. */
export interface Api extends Common {
  collection: 'apis';
  swagger: Swagger;
  /** `verb path` to what is sent as X-Require-Whisk-Auth; never shown. */
  secureKeys: Record<string, string>;
}

export type Entity = Action | Package | Trigger | Rule | Api;

/** `ns/name` or `ns/pkg/name`. */
export function fullName(entity: Entity): string {
  return `${pathOf(entity)}/${entity.name}`;
}

/** The namespace, with the package of a packaged action. */
export function pathOf(entity: Entity): string {
  const inside = entity.collection === 'actions' ? entity.package : undefined;
  return inside === undefined ? entity.namespace : `${entity.namespace}/${inside}`;
}

/** The value of an annotation or parameter. */
export function lookUp(list: Parameter[], key: string): unknown {
  return list.find((one) => one.key === key)?.value;
}

/** `over` laid over `under`; keys keep the place where they came first. */
export function merge(under: Parameter[], over: Parameter[]): Parameter[] {
  if (over.length === 0) return under;
  const all = new Map(under.map((one) => [one.key, one]));
  for (const one of over) all.set(one.key, one);
  return inMapOrder([...all.values()]);
}
