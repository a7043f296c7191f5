import { type ActivationRecord, newActivationId, type Response } from '../activations/activations.ts';
import type { Core } from '../context.ts';
import { fullName, type Limits, lookUp, type Parameter } from '../entities/entities.ts';
import { parametersOf, type Resolved } from '../entities/resolve.ts';
import type { Identity } from '../server/identity.ts';
import { Refusal } from '../server/refusal.ts';
import { type Accounting, isConductor, runConductor } from './conductor.ts';
import { platformFailure } from './outcome.ts';
import { runInInstance } from './run-in-instance.ts';
import { runSequence } from './sequence.ts';

/** An action to run for a caller. */
export interface Invocation {
  identity: Identity;
  resolved: Resolved;
  payload: Record<string, unknown> | unknown[];
  transactionId: string;
  /** The sequence or composition this is a component of. */
  cause?: string;
  /** The conductor of a composition is called for its next step. */
  step?: boolean;
  /** Counted calls of the composition this belongs to. */
  accounting?: Accounting;
}

/** A started activation. */
export interface Submitted {
  activationId: string;
  /** Resolves when the action has ended, with the record, still without its log; rejects where there is no record. */
  done: Promise<ActivationRecord>;
}

/** What running an action gave. */
export interface Ran {
  response: Response;
  /** Epoch milliseconds at which initialisation or run started. */
  start: number;
  duration: number;
  initTime?: number;
  timeout?: boolean;
  /** The log, which may come later than the response. */
  logs: string[] | Promise<string[]>;
  /** Limits to show in the record when they are not the action's. */
  limits?: Limits;
}

/** Starts an activation at once; how it ends is in the record. */
export function submit(core: Core, invocation: Invocation): Submitted {
  const activationId = newActivationId();
  const { namespace } = invocation.identity;
  core.throttle.enter(namespace);
  const done = perform(core, invocation, activationId).finally(() => core.throttle.leave(namespace));
  done.catch(() => undefined);
  return { activationId, done };
}

async function perform(core: Core, invocation: Invocation, id: string): Promise<ActivationRecord> {
  const submitted = Date.now();
  let ran: Ran;
  try {
    ran = await run(core, invocation, id, submitted);
  } catch (error) {
    // As on OpenWhisk, a conductor that misbehaves leaves no record.
    if (error instanceof Refusal && error.status === 500) throw error;
    const response = platformFailure(error instanceof Error ? error.message : String(error));
    ran = { response, start: Date.now(), duration: 0, logs: [] };
  }
  const record = recordOf(invocation, id, ran, submitted);
  if (Array.isArray(ran.logs)) core.activations.put({ ...record, logs: ran.logs });
  else ran.logs.then((logs) => core.activations.put({ ...record, logs }));
  return record;
}

async function run(core: Core, invocation: Invocation, id: string, submitted: number): Promise<Ran> {
  const { action } = invocation.resolved;
  if (action.exec.kind === 'sequence') return runSequence(core, invocation, id, submitted);
  if (steers(invocation)) return runConductor(core, invocation, id, submitted);
  if (action.native !== undefined) return runNative(invocation);
  return runInInstance(core, invocation, id);
}

async function runNative({ identity, resolved, payload, transactionId }: Invocation): Promise<Ran> {
  const start = Date.now();
  let response: Response;
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

// A conductor's own steps are plain runs of its code.
function steers(invocation: Invocation): boolean {
  return invocation.step !== true && isConductor(invocation.resolved);
}

/** The record of an activation that has ended; `submitted` is when it was asked for. */
export function recordOf(invocation: Invocation, id: string, ran: Ran, submitted: number): ActivationRecord {
  const { identity, resolved, cause } = invocation;
  const { action, binding } = resolved;
  const sequence = action.exec.kind === 'sequence';
  const composed = sequence || steers(invocation);
  const extra: Parameter[] = [];
  if (cause !== undefined) extra.push({ key: 'causedBy', value: 'sequence' });
  if (composed) extra.push({ key: 'topmost', value: cause === undefined });
  if (binding !== undefined) extra.push({ key: 'binding', value: binding });
  const own: Parameter[] = [
    { key: 'path', value: fullName(action) },
    { key: 'waitTime', value: Math.max(0, ran.start - submitted) },
  ];
  if (composed && !sequence) own.push({ key: 'conductor', value: true });
  own.push({ key: 'kind', value: composed ? 'sequence' : action.exec.kind });
  if (!composed) own.push({ key: 'timeout', value: ran.timeout ?? false });
  own.push({ key: 'limits', value: ran.limits ?? action.limits });
  if (ran.initTime !== undefined) own.push({ key: 'initTime', value: ran.initTime });
  // The order OpenWhisk's records have.
  const annotations = extra.length === 1 ? [...extra, ...own] : [...own, ...extra];
  return {
    activationId: id,
    annotations,
    ...(cause === undefined ? {} : { cause }),
    duration: ran.duration,
    end: ran.start + ran.duration,
    logs: composed && Array.isArray(ran.logs) ? ran.logs : [],
    name: action.name,
    namespace: identity.namespace,
    publish: false,
    response: ran.response,
    start: ran.start,
    subject: identity.namespace,
    version: action.version,
  };
}

/** Whether the action gets the caller's key as `__OW_API_KEY`; a missing annotation counts as yes. */
export function wantsApiKey({ action }: Resolved): boolean {
  const value = lookUp(action.annotations, 'provide-api-key');
  return value === undefined || (value !== false && value !== 0 && value !== '' && value !== null);
}
