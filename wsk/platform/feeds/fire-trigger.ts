import type { ActivationRecord } from '../activations/activation-record.ts';
import { newActivationId } from '../activations/activations.ts';
import type { PlatformContext } from '../context.ts';
import type { Trigger } from '../entities/entities.ts';
import { qualifiedName } from '../entities/names.ts';
import { resolveAction } from '../entities/resolve.ts';
import { submit } from '../invoke/submit.ts';
import type { Identity } from '../server/identity.ts';

/** One line in the log of a trigger's activation: the result for one rule. */
interface RuleLine {
  statusCode: 0 | 1 | 3;
  success: boolean;
  activationId?: string;
  error?: string;
  rule: string;
  action: string;
}

/**
 * Fires a trigger: starts one activation of the action of each active rule and waits for none of them. Returns the id of the
 * trigger's own activation, or undefined when no rule is active.
 */
export function fireTrigger(
  platform: PlatformContext,
  identity: Identity,
  trigger: Trigger,
  payload: Record<string, unknown>,
  headers: Record<string, string>,
  transactionId: string,
): string | undefined {
  const rules = Object.entries(trigger.rules);
  if (!rules.some(([, { status }]) => status === 'active')) return undefined;
  const start = Date.now();
  const args: Record<string, unknown> = {};
  for (const { key, value } of trigger.parameters) args[key] = value;
  Object.assign(args, { __ow_headers: headers }, payload);
  const lines = rules.map(([rule, { action, status }]): RuleLine => {
    const name = qualifiedName(action);
    if (status !== 'active') {
      const error = `The rule '${rule}' is inactive, the action '${name}' was not started.`;
      return { statusCode: 1, success: false, rule, error, action: name };
    }
    try {
      platform.throttle.invocation(identity.namespace);
      const resolved = resolveAction(platform, identity, action);
      const { activationId } = submit(platform, { identity, resolved, payload: args, transactionId });
      return { statusCode: 0, success: true, activationId, rule, action: name };
    } catch (error) {
      return { statusCode: 1, success: false, rule, error: (error as Error).message, action: name };
    }
  });
  const record: ActivationRecord = {
    activationId: newActivationId(),
    annotations: [],
    logs: lines.map((line) => JSON.stringify(line)),
    name: trigger.name,
    namespace: identity.namespace,
    publish: false,
    response: { result: payload, status: 'success', success: true },
    start,
    subject: identity.namespace,
    version: trigger.version,
  };
  platform.activations.put(record);
  return record.activationId;
}

/** Removes a rule from its trigger, if the trigger still exists. */
export function unlinkRule(
  platform: PlatformContext,
  rule: { namespace: string; name: string },
  trigger: { path: string; name: string },
): void {
  const found = platform.store.get(qualifiedName(trigger));
  if (found?.collection !== 'triggers') return;
  delete found.rules[`${rule.namespace}/${rule.name}`];
  platform.store.save(found);
}
