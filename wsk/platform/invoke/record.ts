import type { ActivationRecord } from '../activations/activation-record.ts';
import { fullName, lookUp, type Parameter } from '../entities/entities.ts';
import type { Resolved } from '../entities/resolve.ts';
import type { Invocation, RunResult } from './invocation.ts';

/** Whether the action is a conductor: it has an annotation `conductor` whose value is not false, 0, "" or null. */
export function isConductor({ action }: Resolved): boolean {
  const value = lookUp(action.annotations, 'conductor');
  return value !== undefined && value !== false && value !== 0 && value !== '' && value !== null;
}

/** Whether the invocation runs a composition. Each step of its conductor is an ordinary run of the conductor's code. */
export const isComposition = (invocation: Invocation): boolean =>
  invocation.step !== true && isConductor(invocation.resolved);

/** The record of an activation that has ended; `submitted` is the time of the request in epoch milliseconds. */
export function recordOf(
  invocation: Invocation,
  id: string,
  ran: RunResult,
  submitted: number,
): ActivationRecord {
  const { identity, resolved, cause } = invocation;
  const { action, binding } = resolved;
  const sequence = action.exec.kind === 'sequence';
  const composed = sequence || isComposition(invocation);
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
  // The order of the annotations in OpenWhisk's records.
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
