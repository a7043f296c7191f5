import type { ActivationRecord } from '../../platform/activations/activation-record.ts';
import type { Slot } from '../../platform/pool/slot.ts';
import type { Channel } from './protocol.ts';
import type { ChannelTarget } from './target.ts';

/** The lease of a direct channel: it reserves concurrency of one instance for one caller. */
export interface Lease {
  channel: Channel;
  target: ChannelTarget;
  /** The record of a successful run; the members that differ between runs are replaced for each one. */
  record: ActivationRecord;
  slot: Slot;
  /** The reserved concurrency. */
  width: number;
}
