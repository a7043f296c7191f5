import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { ActivationRecord, ActivationResponse } from '../../platform/activations/activation-record.ts';
import type { PlatformContext } from '../../platform/context.ts';
import { limits } from '../../platform/entities/limits.ts';
import { finalOf } from '../../platform/entities/resolve.ts';
import { argumentsOf, contextOf, needOf } from '../../platform/invoke/arguments.ts';
import { classifyRun, isPlainSuccess } from '../../platform/invoke/outcome.ts';
import { isConductor, recordOf } from '../../platform/invoke/record.ts';
import { failure } from '../../platform/invoke/run-in-instance.ts';
import { type EndReason, exitReason, type Instance } from '../../platform/pool/instance.ts';
import type { Slot } from '../../platform/pool/slot.ts';
import type { Channel, Grant, InstanceNotice, RunNote } from './protocol.ts';
import { readEnd, readStart } from './run-notes.ts';
import { createRunReader } from './run-reader.ts';
import type { ChannelTarget } from './target.ts';

/** The leases of direct channels: each reserves concurrency of one instance for one caller. */
export interface Leases {
  /** Reserves concurrency in a warm instance for one caller; undefined when no instance has enough. */
  grant(target: ChannelTarget): Promise<Grant | undefined>;
  /** Retires the instance of the channel with this token, because a caller saw the channel break. */
  retire(token: string): void;
  /** Closes all channels. When this resolves, none of them accepts a call any more. */
  revokeAll(): Promise<void>;
  /** The number of channels to an instance, the concurrency that they reserve, and how much of it is in use. */
  of(slot: Slot): { channels: number; reserved: number; used: number };
  /** Creates the records of the calls since the last collection. */
  collect(): void;
  close(): void;
}

interface Lease {
  channel: Channel;
  target: ChannelTarget;
  /** The record of a successful run; the members that differ between runs are replaced for each one. */
  record: ActivationRecord;
  slot: Slot;
  /** The reserved concurrency. */
  width: number;
}

interface RunningCall {
  id: string;
  lease: Lease;
  start: number;
  logs: string[];
}

const collectMs = 100;
const revokeMs = 1000;

/** Creates the leases of a platform. A lease ends after `idleMs` milliseconds without a call. */
export function createLeases(
  platform: Pick<PlatformContext, 'pool' | 'activations' | 'onEvent'>,
  idleMs: number,
): Leases {
  const leases = new Map<number, Lease>();
  const running = new Map<string, RunningCall>();
  const readers = new WeakMap<Instance, (receive: (note: RunNote) => void) => void>();
  let last = 0;
  let timer: NodeJS.Timeout | undefined;

  function receive({ kind, id, text }: RunNote): void {
    if (kind === 'start') {
      const { channel, start } = readStart(text);
      const lease = leases.get(channel);
      if (lease !== undefined) running.set(id, { id, lease, start, logs: [] });
      return;
    }
    const run = running.get(id);
    if (run === undefined) return;
    if (kind === 'log') return void run.logs.push(text);
    running.delete(id);
    const { lease, start, logs } = run;
    const size = logs.reduce((sum, line) => sum + line.length, text.length);
    platform.activations.putLazily(
      id,
      size,
      lazyRecord(lease.record, { activationId: id, start, logs }, text),
    );
  }

  const collectFrom = (instance: Instance): void => readers.get(instance)?.(receive);

  function collect(): void {
    for (const instance of new Set([...leases.values()].map(({ slot }) => slot.instance)))
      collectFrom(instance);
    for (const { lease, start } of running.values()) {
      if (Date.now() - start > lease.target.resolved.action.limits.timeout)
        void lease.slot.instance.kill('time');
    }
    if (leases.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  function release(lease: Lease): void {
    if (!leases.has(lease.channel.id)) return;
    collectFrom(lease.slot.instance);
    leases.delete(lease.channel.id);
    platform.pool.release(lease.slot, false, lease.width);
  }

  function watch(slot: Slot): void {
    const { instance } = slot;
    if (readers.has(instance)) return;
    const read = createRunReader(join(instance.home, 'runs'));
    readers.set(instance, read);
    instance.onExtensionNotice = (value) => {
      const notice = value as InstanceNotice;
      const lease = 'closed' in notice ? leases.get(notice.closed) : undefined;
      if (lease !== undefined) release(lease);
      if ('unusable' in notice) platform.pool.retire(slot);
    };
    instance.beforeRemoval = () => {
      read(receive);
      readers.set(instance, () => undefined);
    };
    instance.exited.then((how) => {
      const why = exitReason(instance, how);
      for (const run of running.values()) if (run.lease.slot.instance === instance) recordFailure(run, why);
      for (const lease of [...leases.values()]) if (lease.slot.instance === instance) release(lease);
    });
  }

  function recordFailure(run: RunningCall, why: EndReason | 'exit'): void {
    running.delete(run.id);
    const { id, start, logs, lease } = run;
    const { identity, resolved } = lease.target;
    const { timeout } = resolved.action.limits;
    const response = failure(why === 'time' || why === 'memory' ? why : 'exit', timeout, '');
    const ran = { response, start, duration: Date.now() - start, timeout: why === 'time', logs };
    const invocation = { identity, resolved, payload: {}, transactionId: '' };
    platform.activations.put({ ...recordOf(invocation, id, ran, start), logs });
  }

  async function grant(target: ChannelTarget): Promise<Grant | undefined> {
    const { identity, resolved, kind, authorization } = target;
    const { action } = resolved;
    const { concurrency, timeout } = action.limits;
    if (concurrency === 1 || timeout > limits.blockingWaitMs) return undefined;
    if (action.exec.kind === 'sequence' || action.native !== undefined || isConductor(resolved))
      return undefined;
    const invocation = { identity, resolved, payload: {}, transactionId: '' };
    const { args, env } = argumentsOf(invocation);
    const width = Math.ceil(concurrency / 8);
    const slot = platform.pool.reserve(needOf(invocation, env), width);
    if (slot === undefined) return undefined;
    last += 1;
    const channel: Channel = {
      id: last,
      token: randomUUID().replaceAll('-', ''),
      kind,
      context: contextOf(invocation),
      parameters: args as Record<string, unknown>,
      fixed: [...Object.keys(env), ...finalOf(resolved)],
      timeoutMs: timeout,
      idleMs,
      logsMb: action.limits.logs,
    };
    const plain = { response: lazyResponse(200, '{}'), start: 0, duration: 0, timeout: false, logs: [] };
    const record = recordOf(invocation, '', plain, 0);
    const lease = { channel, target, record, slot, width };
    leases.set(channel.id, lease);
    watch(slot);
    timer ??= setInterval(collect, collectMs).unref();
    try {
      const socketPath = await slot.instance.askExtension({ open: channel });
      const granted: Grant = { socketPath, token: channel.token, width };
      return authorization === undefined ? granted : { ...granted, authorization };
    } catch (error) {
      platform.onEvent(`No direct channel to ${slot.action}: ${(error as Error).message}`);
      release(lease);
      return undefined;
    }
  }

  function retire(token: string): void {
    for (const { channel, slot } of leases.values()) if (channel.token === token) platform.pool.retire(slot);
  }

  async function revokeAll(): Promise<void> {
    const revocations = [...leases.values()].map(({ channel, slot }) =>
      slot.instance.askExtension({ revoke: channel.id }),
    );
    if (revocations.length === 0) return;
    // An instance that does not reply in time is busy with a call and accepts no other.
    const late = new Promise((resolve) => setTimeout(resolve, revokeMs).unref());
    await Promise.race([Promise.allSettled(revocations), late]);
  }

  function of(slot: Slot): { channels: number; reserved: number; used: number } {
    const here = [...leases.values()].filter((lease) => lease.slot === slot);
    const used = [...running.values()].filter(({ lease }) => lease.slot === slot).length;
    return { channels: here.length, reserved: here.reduce((sum, { width }) => sum + width, 0), used };
  }

  return { grant, retire, revokeAll, collect, of, close: () => clearInterval(timer) };
}

// The function holds neither the instance nor the action, so that the garbage collector can free them before the record.
const lazyRecord =
  (record: ActivationRecord, own: Pick<ActivationRecord, 'activationId' | 'start' | 'logs'>, text: string) =>
  (): ActivationRecord => {
    const { duration, status, reply } = readEnd(text);
    const response = lazyResponse(status, reply);
    return { ...record, ...own, duration, end: own.start + duration, response };
  };

// The result is parsed when it is read, because lists of records contain no results.
function lazyResponse(status: number, text: string): ActivationResponse {
  if (!isPlainSuccess(status, text))
    return classifyRun({ status, text, size: Buffer.byteLength(text), logs: [] });
  return {
    get result() {
      return JSON.parse(text) as unknown;
    },
    size: text.length,
    status: 'success',
    success: true,
  };
}
