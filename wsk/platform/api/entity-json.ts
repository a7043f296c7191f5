import {
  type Action,
  type Entity,
  type Package,
  type Parameter,
  pathOf,
  type Rule,
  type Trigger,
} from '../entities/entities.ts';
import { inMapOrder } from '../entities/java-map-order.ts';
import { malformed } from '../server/refusal.ts';

/** Parses the member `parameters` or `annotations` of a body; undefined when it is absent. Throws 400 for an invalid value. */
export function parseParameters(
  body: Record<string, unknown>,
  member: 'parameters' | 'annotations',
): Parameter[] | undefined {
  const list = body[member];
  if (list === undefined || list === null) return undefined;
  const wrong = (): never => {
    throw malformed(`${member} must be a list of {"key": TEXT, "value": ANYTHING}.`);
  };
  if (!Array.isArray(list)) return wrong();
  const found = new Map<string, Parameter>();
  for (const one of list as unknown[]) {
    if (typeof one !== 'object' || one === null) return wrong();
    const { key, value, init } = one as Record<string, unknown>;
    if (typeof key !== 'string' || value === undefined) return wrong();
    const parameter: Parameter = { key, value };
    if (member === 'parameters' && init === true) parameter.init = true;
    found.set(parameter.key, parameter);
  }
  return inMapOrder([...found.values()]);
}

/** Parses the member `publish`; undefined when it is absent. Throws 400 for an invalid value. */
export function parsePublish(body: Record<string, unknown>): boolean | undefined {
  const value = body.publish;
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return value;
  throw malformed(`publish must be true or false, not ${JSON.stringify(value)}.`);
}

/** Parses the member `version`, one to three numbers; undefined when it is absent. Throws 400 for an invalid value. */
export function parseVersion(body: Record<string, unknown>): string | undefined {
  const value = body.version;
  if (value === undefined || value === null) return undefined;
  const parts = typeof value === 'string' ? value.split('.') : [];
  if (parts.length >= 1 && parts.length <= 3 && parts.every((part) => /^\d+$/.test(part))) {
    return [...parts, '0', '0'].slice(0, 3).map(Number).join('.');
  }
  throw malformed(`version must be like 1.2.3, not ${JSON.stringify(value)}.`);
}

/** The version with the next patch number. */
export function nextVersion(version: string): string {
  const [major, minor, patch] = version.split('.');
  return `${major}.${minor}.${Number(patch) + 1}`;
}

const common = (entity: Entity): Record<string, unknown> => ({
  namespace: pathOf(entity),
  name: entity.name,
  version: entity.version,
  publish: entity.publish,
  annotations: entity.annotations,
  updated: entity.updated,
});

/** An action as the API returns it; `parameters` may include those of its package and binding. */
export function actionDocument(action: Action, parameters = action.parameters, withCode = true): unknown {
  const { code, ...exec } = action.exec;
  const shown = withCode && code !== undefined ? { ...exec, code } : exec;
  return { ...common(action), exec: shown, parameters, limits: action.limits };
}

/** An action in a list. */
export function actionSummary(action: Action): unknown {
  const exec = { binary: action.exec.binary ?? false };
  return { ...common(action), exec, limits: action.limits };
}

/** A package as the API returns it. */
export function packageDocument(found: Package): unknown {
  return { ...common(found), parameters: found.parameters, binding: found.binding ?? {} };
}

/** A package in a list. */
export function packageSummary(found: Package): unknown {
  return { ...common(found), binding: found.binding ?? false };
}

/** A trigger as the API returns it. */
export function triggerDocument(trigger: Trigger): unknown {
  const document = { ...common(trigger), parameters: trigger.parameters, limits: {} };
  return Object.keys(trigger.rules).length === 0 ? document : { ...document, rules: trigger.rules };
}

/** A trigger in a list. */
export function triggerSummary(trigger: Trigger): unknown {
  return common(trigger);
}

/** A rule as the API returns it; lists omit the status. */
export function ruleDocument(rule: Rule, status?: 'active' | 'inactive'): unknown {
  const document = { ...common(rule), trigger: rule.trigger, action: rule.action };
  return status === undefined ? document : { ...document, status };
}
