import { join } from 'node:path';
import type { ActivationRecord, ActivationResponse } from '../../platform/activations/activation-record.ts';
import type { Activations } from '../../platform/activations/activations.ts';
import { classifyRun, isPlainSuccess } from '../../platform/invoke/outcome.ts';
import { recordOf } from '../../platform/invoke/record.ts';
import { failure } from '../../platform/invoke/run-in-instance.ts';
import type { EndReason, Instance } from '../../platform/pool/instance.ts';
import type { Slot } from '../../platform/pool/slot.ts';
import type { Lease } from './lease.ts';
import type { RunNote } from './protocol.ts';
import { readEnd, readStart } from './run-notes.ts';
import { createRunReader } from './run-reader.ts';

interface RunningCall {
  id: string;
  lease: Lease;
  start: number;
  logs: string[];
}

/** Creates the activation records of calls over direct channels from the run logs of the called instances. */
export class CallRecords {
  #activations: Activations;
  #leaseOf: (channel: number) => Lease | undefined;
  #running = new Map<string, RunningCall>();
  #readers = new WeakMap<Instance, (receive: (note: RunNote) => void) => void>();

  /** `leaseOf` returns the lease of a channel, or undefined when the lease has ended. */
  constructor(activations: Activations, leaseOf: (channel: number) => Lease | undefined) {
    this.#activations = activations;
    this.#leaseOf = leaseOf;
  }

  /** Opens the run log of an instance. Returns false when it is open already. */
  open(instance: Instance): boolean {
    if (this.#readers.has(instance)) return false;
    this.#readers.set(instance, createRunReader(join(instance.home, 'runs')));
    return true;
  }

  /** Reads the new notes of an instance and creates the records of the runs that have ended. */
  collect(instance: Instance): void {
    this.#readers.get(instance)?.((note) => this.#receive(note));
  }

  /** Reads the last notes of an instance whose folder is about to be removed. */
  close(instance: Instance): void {
    this.collect(instance);
    this.#readers.set(instance, () => undefined);
  }

  /** Kills the instances with a call that has exceeded its time limit. */
  killOverdue(): void {
    for (const { lease, start } of this.#running.values()) {
      if (Date.now() - start > lease.target.resolved.action.limits.timeout)
        void lease.slot.instance.kill('time');
    }
  }

  /** Creates the records of the calls that ran in an instance when it ended. */
  recordFailures(instance: Instance, why: EndReason | 'exit'): void {
    for (const call of this.#running.values())
      if (call.lease.slot.instance === instance) this.#fail(call, why);
  }

  /** The number of calls that run in an instance. */
  countIn(slot: Slot): number {
    return [...this.#running.values()].filter(({ lease }) => lease.slot === slot).length;
  }

  #receive({ kind, id, text }: RunNote): void {
    if (kind === 'start') {
      const { channel, start } = readStart(text);
      const lease = this.#leaseOf(channel);
      if (lease !== undefined) this.#running.set(id, { id, lease, start, logs: [] });
      return;
    }
    const call = this.#running.get(id);
    if (call === undefined) return;
    if (kind === 'log') return void call.logs.push(text);
    this.#running.delete(id);
    const { lease, start, logs } = call;
    const size = logs.reduce((sum, line) => sum + line.length, text.length);
    const create = lazyRecord(lease.record, { activationId: id, start, logs }, text);
    this.#activations.putLazily(id, size, create);
  }

  #fail({ id, start, logs, lease }: RunningCall, why: EndReason | 'exit'): void {
    this.#running.delete(id);
    const { identity, resolved } = lease.target;
    const { timeout } = resolved.action.limits;
    const response = failure(why === 'time' || why === 'memory' ? why : 'exit', timeout, '');
    const ran = { response, start, duration: Date.now() - start, timeout: why === 'time', logs };
    const invocation = { identity, resolved, payload: {}, transactionId: '' };
    this.#activations.put({ ...recordOf(invocation, id, ran, start), logs });
  }
}

// The function holds neither the instance nor the action, so that the garbage collector can free them before the record.
const lazyRecord =
  (record: ActivationRecord, own: Pick<ActivationRecord, 'activationId' | 'start' | 'logs'>, text: string) =>
  (): ActivationRecord => {
    const { duration, status, reply } = readEnd(text);
    const response = lazyResponse(status, reply);
    return { ...record, ...own, duration, end: own.start + duration, response };
  };

/** The response of a run. Its result is parsed when it is read, because lists of records contain no results. */
export function lazyResponse(status: number, text: string): ActivationResponse {
  if (!isPlainSuccess(status, text))
    return classifyRun({ status, text, size: Buffer.byteLength(text), logs: [] });
  return {
    get result(): unknown {
      return JSON.parse(text);
    },
    size: text.length,
    status: 'success',
    success: true,
  };
}
