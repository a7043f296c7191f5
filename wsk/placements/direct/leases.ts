import { randomUUID } from 'node:crypto';
import type { PlatformContext } from '../../platform/context.ts';
import { limits } from '../../platform/entities/limits.ts';
import { finalOf } from '../../platform/entities/resolve.ts';
import { argumentsOf, contextOf, needOf } from '../../platform/invoke/arguments.ts';
import { isConductor, recordOf } from '../../platform/invoke/record.ts';
import { exitReason } from '../../platform/pool/instance.ts';
import type { Slot } from '../../platform/pool/slot.ts';
import { CallRecords, lazyResponse } from './call-records.ts';
import type { Lease } from './lease.ts';
import type { Channel, Grant, InstanceNotice } from './protocol.ts';
import type { ChannelTarget } from './target.ts';

const collectMs = 100;
const revokeMs = 1000;

/** The leases of all direct channels of a platform. A lease ends after `idleMs` milliseconds without a call. */
export class Leases {
  #platform: Pick<PlatformContext, 'pool' | 'activations' | 'onEvent'>;
  #idleMs: number;
  #leases = new Map<number, Lease>();
  #records: CallRecords;
  #lastChannel = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(platform: Pick<PlatformContext, 'pool' | 'activations' | 'onEvent'>, idleMs: number) {
    this.#platform = platform;
    this.#idleMs = idleMs;
    this.#records = new CallRecords(platform.activations, (channel) => this.#leases.get(channel));
  }

  /** Reserves concurrency in a warm instance for one caller; undefined when no instance has enough. */
  async grant(target: ChannelTarget): Promise<Grant | undefined> {
    const lease = this.#createLease(target);
    if (lease === undefined) return undefined;
    const { channel, slot, width } = lease;
    this.#leases.set(channel.id, lease);
    this.#watch(slot);
    this.#timer ??= setInterval(() => this.collect(), collectMs).unref();
    try {
      const socketPath = await slot.instance.askExtension({ open: channel });
      const grant: Grant = { socketPath, token: channel.token, width };
      return target.authorization === undefined ? grant : { ...grant, authorization: target.authorization };
    } catch (error) {
      this.#platform.onEvent(`No direct channel to ${slot.action}: ${(error as Error).message}`);
      this.#release(lease);
      return undefined;
    }
  }

  /** Retires the instance of the channel with this token, because a caller saw the channel break. */
  retire(token: string): void {
    for (const { channel, slot } of this.#leases.values())
      if (channel.token === token) this.#platform.pool.retire(slot);
  }

  /** Closes all channels. When this resolves, none of them accepts a call any more. */
  async revokeAll(): Promise<void> {
    const revocations = [...this.#leases.values()].map(({ channel, slot }) =>
      slot.instance.askExtension({ revoke: channel.id }),
    );
    if (revocations.length === 0) return;
    // An instance that does not reply in time is busy with a call and accepts no other.
    const late = new Promise((resolve) => setTimeout(resolve, revokeMs).unref());
    await Promise.race([Promise.allSettled(revocations), late]);
  }

  /** The number of channels to an instance, the concurrency that they reserve, and how much of it is in use. */
  of(slot: Slot): { channels: number; reserved: number; used: number } {
    const here = [...this.#leases.values()].filter((lease) => lease.slot === slot);
    const reserved = here.reduce((sum, { width }) => sum + width, 0);
    return { channels: here.length, reserved, used: this.#records.countIn(slot) };
  }

  /** Creates the records of the calls since the last collection. */
  collect(): void {
    const instances = new Set([...this.#leases.values()].map(({ slot }) => slot.instance));
    for (const instance of instances) this.#records.collect(instance);
    this.#records.killOverdue();
    if (this.#leases.size === 0) this.close();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Undefined when every call to the action must go through the platform, or when no instance has enough concurrency. */
  #createLease(target: ChannelTarget): Lease | undefined {
    const { identity, resolved, kind } = target;
    const { action } = resolved;
    const { concurrency, timeout, logs } = action.limits;
    if (concurrency === 1 || timeout > limits.blockingWaitMs) return undefined;
    if (action.exec.kind === 'sequence' || action.native !== undefined || isConductor(resolved))
      return undefined;
    const invocation = { identity, resolved, payload: {}, transactionId: '' };
    const { args, env } = argumentsOf(invocation);
    const width = Math.ceil(concurrency / 8);
    const slot = this.#platform.pool.reserve(needOf(invocation, env), width);
    if (slot === undefined) return undefined;
    this.#lastChannel += 1;
    const channel: Channel = {
      id: this.#lastChannel,
      token: randomUUID().replaceAll('-', ''),
      kind,
      context: contextOf(invocation),
      parameters: args as Record<string, unknown>,
      fixed: [...Object.keys(env), ...finalOf(resolved)],
      timeoutMs: timeout,
      idleMs: this.#idleMs,
      logsMb: logs,
    };
    const success = { response: lazyResponse(200, '{}'), start: 0, duration: 0, timeout: false, logs: [] };
    return { channel, target, record: recordOf(invocation, '', success, 0), slot, width };
  }

  #watch(slot: Slot): void {
    const { instance } = slot;
    if (!this.#records.open(instance)) return;
    instance.onExtensionNotice = (value) => {
      const notice = value as InstanceNotice;
      const lease = 'closed' in notice ? this.#leases.get(notice.closed) : undefined;
      if (lease !== undefined) this.#release(lease);
      if ('unusable' in notice) this.#platform.pool.retire(slot);
    };
    instance.beforeRemoval = () => this.#records.close(instance);
    instance.exited.then((how) => {
      this.#records.recordFailures(instance, exitReason(instance, how));
      for (const lease of [...this.#leases.values()])
        if (lease.slot.instance === instance) this.#release(lease);
    });
  }

  #release(lease: Lease): void {
    const { channel, slot, width } = lease;
    if (!this.#leases.has(channel.id)) return;
    this.#records.collect(slot.instance);
    this.#leases.delete(channel.id);
    this.#platform.pool.release(slot, false, width);
  }
}
