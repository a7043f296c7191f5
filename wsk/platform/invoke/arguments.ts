import { fullName, lookUp } from '../entities/entities.ts';
import { parametersOf, type Resolved } from '../entities/resolve.ts';
import type { Need } from '../pool/slot.ts';
import type { Invocation } from './invocation.ts';

/** The arguments of a run. Parameters marked `init` become environment variables; the payload overrides their values. */
export function argumentsOf({ resolved, payload }: Invocation): {
  args: unknown;
  env: Record<string, string>;
} {
  const env: Record<string, string> = {};
  const parameters = parametersOf(resolved);
  if (Array.isArray(payload)) return { args: payload, env };
  if (parameters.length === 0) return { args: payload, env };
  const args: Record<string, unknown> = {};
  for (const { key, value } of parameters) args[key] = value;
  Object.assign(args, payload);
  for (const { key, init } of parameters) {
    if (init !== true) continue;
    const value = args[key] ?? '';
    env[key] = typeof value === 'string' ? value : JSON.stringify(value);
    delete args[key];
  }
  return { args, env };
}

/** Whether the action gets the caller's key as `__OW_API_KEY`; true when it has no annotation `provide-api-key`. */
function needsApiKey({ action }: Resolved): boolean {
  const value = lookUp(action.annotations, 'provide-api-key');
  return value === undefined || (value !== false && value !== 0 && value !== '' && value !== null);
}

/** The requirements of an invocation on its instance; `env` holds the parameters that become environment variables. */
export function needOf({ identity, resolved }: Invocation, env: Record<string, string>): Need {
  const { action, binding } = resolved;
  const environment = Object.keys(env).length === 0 ? '' : JSON.stringify(env);
  return {
    key: `${identity.namespace} ${fullName(action)} ${action.revision} ${binding ?? ''} ${environment}`,
    action: fullName(action),
    memoryMb: action.limits.memory,
    concurrency: action.limits.concurrency,
  };
}

/** The part of an activation's context that is the same for all activations of an action. */
export function contextOf({ identity, resolved }: Invocation): Record<string, string> {
  const { action } = resolved;
  const context = {
    namespace: identity.namespace,
    action_name: `/${fullName(action)}`,
    action_version: action.version,
  };
  return needsApiKey(resolved) ? { ...context, api_key: identity.key } : context;
}
