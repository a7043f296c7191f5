import type { ActivationRecord, ActivationResponse } from '../activations/activation-record.ts';
import { newActivationId } from '../activations/activations.ts';
import type { PlatformContext } from '../context.ts';
import { parametersOf } from '../entities/resolve.ts';
import { Refusal } from '../server/refusal.ts';
import { runConductor } from './conductor.ts';
import type { Invocation, RunResult, Submit, Submitted } from './invocation.ts';
import { platformFailure } from './outcome.ts';
import { isComposition, recordOf } from './record.ts';
import { runInInstance } from './run-in-instance.ts';
import { runSequence } from './sequence.ts';

/** Starts an activation and returns at once; its record holds the outcome, also of a failure. */
export function submit(platform: PlatformContext, invocation: Invocation): Submitted {
  const activationId = newActivationId();
  const { namespace } = invocation.identity;
  platform.throttle.enter(namespace);
  const done = perform(platform, invocation, activationId).finally(() => platform.throttle.leave(namespace));
  done.catch(() => undefined);
  return { activationId, done };
}

async function perform(
  platform: PlatformContext,
  invocation: Invocation,
  id: string,
): Promise<ActivationRecord> {
  const submitted = Date.now();
  let ran: RunResult;
  try {
    ran = await run(platform, invocation, id, submitted);
  } catch (error) {
    // As on OpenWhisk, a conductor that returns an array leaves no record.
    if (error instanceof Refusal && error.status === 500) throw error;
    const response = platformFailure(error instanceof Error ? error.message : String(error));
    ran = { response, start: Date.now(), duration: 0, logs: [] };
  }
  const record = recordOf(invocation, id, ran, submitted);
  if (Array.isArray(ran.logs)) platform.activations.put({ ...record, logs: ran.logs });
  else ran.logs.then((logs) => platform.activations.put({ ...record, logs }));
  return record;
}

async function run(
  platform: PlatformContext,
  invocation: Invocation,
  id: string,
  submitted: number,
): Promise<RunResult> {
  const { action } = invocation.resolved;
  const submitNext: Submit = (next) => submit(platform, next);
  if (action.exec.kind === 'sequence') return runSequence(platform, invocation, id, submitted, submitNext);
  if (isComposition(invocation)) return runConductor(platform, invocation, id, submitted, submitNext);
  if (action.native !== undefined) return runNative(invocation);
  const ran = await runInInstance(platform, invocation, id);
  platform.meter.add(action.limits.memory, ran.duration);
  return ran;
}

async function runNative({ identity, resolved, payload, transactionId }: Invocation): Promise<RunResult> {
  const start = Date.now();
  let response: ActivationResponse;
  try {
    const args = Object.fromEntries(parametersOf(resolved).map(({ key, value }) => [key, value]));
    const result = await resolved.action.native?.({ ...args, ...payload }, identity.namespace, transactionId);
    const size = Buffer.byteLength(JSON.stringify(result));
    response = { result, size, status: 'success', success: true };
  } catch (error) {
    const result = { error: (error as Error).message };
    const size = Buffer.byteLength(JSON.stringify(result));
    response = { result, size, status: 'application error', success: false };
  }
  return { response, start, duration: Date.now() - start, timeout: false, logs: [] };
}

/** Resolves with the record when the activation ends within `ms` milliseconds, else with undefined. */
export function waitFor(submitted: Submitted, ms: number): Promise<ActivationRecord | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), ms);
    submitted.done.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
