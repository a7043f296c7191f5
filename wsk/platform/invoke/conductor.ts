import type { ActivationRecord, ActivationResponse } from '../activations/activation-record.ts';
import type { PlatformContext } from '../context.ts';
import { limits } from '../entities/limits.ts';
import { isName, qualifiedName } from '../entities/names.ts';
import { type Resolved, resolveAction } from '../entities/resolve.ts';
import { Refusal } from '../server/refusal.ts';
import type { Accounting, Invocation, RunResult, Submit } from './invocation.ts';

type Fields = Record<string, unknown>;

const tooLong = 'Too many actions in the composition.';

/**
 * Runs a composition (openwhisk.md 4.2): the conductor names the next action and its parameters, then gets the result of that action,
 * until it names none. An error of the composition is passed to the conductor as `{error}`, so that it can react.
 */
export async function runConductor(
  platform: PlatformContext,
  invocation: Invocation,
  id: string,
  submitted: number,
  submit: Submit,
): Promise<RunResult> {
  const { resolved, payload } = invocation;
  const accounting = invocation.accounting ?? { conductors: 0, components: 0 };
  const logs: string[] = [];
  let duration = 0;
  let memory = resolved.action.limits.memory;
  const call = async (
    target: Resolved,
    args: Invocation['payload'],
    step: boolean,
  ): Promise<ActivationRecord> => {
    const inner = { ...invocation, resolved: target, payload: args, cause: id, accounting };
    const one = submit(step ? { ...inner, step } : inner);
    logs.push(one.activationId);
    const record = await one.done;
    duration += record.duration ?? 0;
    memory = Math.max(memory, target.action.limits.memory);
    return record;
  };
  const end = (response: ActivationResponse): RunResult => {
    const { size: _, ...withoutSize } = response;
    return {
      response: withoutSize,
      start: submitted,
      duration,
      logs,
      limits: { ...resolved.action.limits, memory },
    };
  };
  let next: Invocation['payload'] = payload;
  let state: Fields | undefined;
  for (;;) {
    if (accounting.conductors > 2 * limits.sequence) return end(applicationError(tooLong));
    accounting.conductors += 1;
    if (state !== undefined && !Array.isArray(next)) next = { ...next, ...state };
    const { response } = await call(resolved, next, true);
    const result = response.result;
    if (response.status === 'whisk internal error') return end(response);
    if (Array.isArray(result)) {
      throw new Refusal(
        500,
        `The conductor ${resolved.action.name} returned an array; it must return an object.`,
      );
    }
    const instruction = result as Fields;
    const params = 'params' in instruction ? asObject(instruction.params, 'value') : undefined;
    state = 'state' in instruction ? asObject(instruction.state, 'state') : undefined;
    if (!('action' in instruction)) return end({ ...response, result: params ?? instruction });
    next = await runComponent(platform, invocation, instruction.action, params ?? {}, accounting, call);
  }
}

async function runComponent(
  platform: PlatformContext,
  { identity }: Invocation,
  named: unknown,
  params: Fields,
  accounting: Accounting,
  call: (target: Resolved, args: Fields, step: boolean) => Promise<ActivationRecord>,
): Promise<Fields> {
  const target = resolveName(named, identity.namespace);
  if (target === undefined) {
    return {
      error: `Failed to parse action name from json value ${JSON.stringify(named)} during composition.`,
    };
  }
  if (accounting.components >= limits.sequence) return { error: tooLong };
  const missing = {
    error: `Failed to resolve action with name '${qualifiedName(target)}' during composition.`,
  };
  let found: Resolved;
  try {
    found = resolveAction(platform, identity, target);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status !== 403) return missing;
    return {
      error: `Failed entitlement check for action with name '${qualifiedName(target)}' during composition.`,
    };
  }
  accounting.components += 1;
  const { response } = await call(found, params, false);
  return Array.isArray(response.result) ? missing : (response.result as Fields);
}

function asObject(value: unknown, name: string): Fields {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Fields) : { [name]: value };
}

/** Parses `name`, `pkg/name`, `/ns/name` or `/ns/pkg/name`; undefined for another value. */
function resolveName(value: unknown, own: string): { path: string; name: string } | undefined {
  if (typeof value !== 'string') return undefined;
  const full = value.startsWith('/');
  const parts = value.slice(full ? 1 : 0).split('/');
  const maxParts = full ? 3 : 2;
  if (parts.length > maxParts || parts.length < maxParts - 1 || !parts.every(isName)) return undefined;
  const names = full ? parts : [own, ...parts];
  if (names[0] === '_') names[0] = own;
  return { path: names.slice(0, -1).join('/'), name: names.at(-1) as string };
}

function applicationError(error: string): ActivationResponse {
  return { result: { error }, status: 'application error', success: false };
}
