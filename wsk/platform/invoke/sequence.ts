import type { ActivationRecord, ActivationResponse } from '../activations/activation-record.ts';
import type { PlatformContext } from '../context.ts';
import { type Action, type EntityName, fullName, type Limits } from '../entities/entities.ts';
import { limits } from '../entities/limits.ts';
import { parseFullName, qualifiedName } from '../entities/names.ts';
import { type Resolved, resolveAction, resolvePackage } from '../entities/resolve.ts';
import type { Identity } from '../server/identity.ts';
import { badRequest, Refusal } from '../server/refusal.ts';
import type { Invocation, RunResult, Submit } from './invocation.ts';

/** Runs the components one after the other, each with the result of the previous one as its parameters (openwhisk.md 4.1). */
export async function runSequence(
  platform: PlatformContext,
  invocation: Invocation,
  id: string,
  submitted: number,
  submit: Submit,
): Promise<RunResult> {
  const { identity, resolved, transactionId } = invocation;
  const logs: string[] = [];
  let payload = firstPayload(invocation);
  let duration = 0;
  let memory = 0;
  let response: ActivationResponse = { result: payload, status: 'success', success: true };
  for (const name of resolved.action.exec.components ?? []) {
    const component = resolveComponent(platform, identity, name);
    if (component === undefined) {
      response = {
        result: { error: `The component ${name} no longer exists.` },
        status: 'application error',
        success: false,
      };
      break;
    }
    const one = submit({ identity, resolved: component, payload, transactionId, cause: id });
    logs.push(one.activationId);
    const record: ActivationRecord = await one.done;
    duration += record.duration ?? 0;
    memory = Math.max(memory, component.action.limits.memory);
    response = record.response;
    if (!response.success) break;
    payload = response.result as Record<string, unknown>;
  }
  const shownLimits: Limits = { ...resolved.action.limits, memory: memory || resolved.action.limits.memory };
  return { response, start: submitted, duration, logs, limits: shownLimits };
}

function firstPayload({ resolved, payload }: Invocation): Record<string, unknown> | unknown[] {
  if (Array.isArray(payload)) return payload;
  const args: Record<string, unknown> = {};
  for (const { key, value } of resolved.inherited) args[key] = value;
  return { ...args, ...payload };
}

function resolveComponent(platform: PlatformContext, identity: Identity, name: string): Resolved | undefined {
  try {
    return resolveAction(platform, identity, parseFullName(name, identity.namespace, 'component'));
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Throws 400 when a component does not exist, when the sequence contains itself, or when it runs more than 50 actions in total. */
export function checkSequence(
  platform: PlatformContext,
  identity: Identity,
  self: string,
  components: string[],
): void {
  let count = 0;
  const visit = (names: string[]): void => {
    for (const name of names) {
      const target = parseFullName(name, identity.namespace, 'component');
      if (realName(platform, identity, target) === self)
        throw badRequest(`The sequence ${self} contains itself.`);
      const action = componentOf(platform, identity, target);
      if (action.exec.kind === 'sequence') visit(action.exec.components ?? []);
      else count += 1;
      if (count > limits.sequence) throw badRequest(`The sequence has more than ${limits.sequence} actions.`);
    }
  };
  visit(components);
}

// A component that is named through a binding may be the sequence itself, which does not exist yet.
function realName(platform: PlatformContext, identity: Identity, { path, name }: EntityName): string {
  const [namespace = '', ...packages] = path.split('/');
  const inside = packages.join('/');
  if (inside === '') return `${path}/${name}`;
  return `${fullName(resolvePackage(platform, identity, namespace, inside).provider)}/${name}`;
}

function componentOf(platform: PlatformContext, identity: Identity, target: EntityName): Action {
  try {
    return resolveAction(platform, identity, target).action;
  } catch (error) {
    const missing = error instanceof Refusal && error.status === 404 && !target.path.includes('/');
    throw missing
      ? badRequest(`The component ${qualifiedName(target)} does not exist; create it first.`)
      : error;
  }
}

/** The single parameter of a sequence: the names of its components. */
export function sequenceParameters(components: string[]): { key: string; value: unknown }[] {
  return [{ key: '_actions', value: components }];
}
