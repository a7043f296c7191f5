import type { Instance } from './instance.ts';

/** What an activation needs of an instance. */
export interface Need {
  /** Equal keys may share an instance: namespace of the invoker, action, its revision, the binding. */
  key: string;
  /** `ns/pkg/name`, for the list of instances. */
  action: string;
  memoryMb: number;
  concurrency: number;
}

/** The life of an instance as the pool sees it. */
export type SlotState = 'prewarmed' | 'initialising' | 'idle' | 'busy' | 'ending';

/** An instance in the pool. */
export interface Slot {
  instance: Instance;
  state: SlotState;
  key: string;
  action: string;
  concurrency: number;
  running: number;
  activations: number;
  usedAt: number;
  /** Whether initialisation succeeds; set by the activation that does it. */
  initialised: Promise<boolean> | undefined;
}

/** Gives a process that runs nothing yet to an action. */
export function assign(slot: Slot, need: Need): void {
  slot.state = 'initialising';
  slot.key = need.key;
  slot.action = need.action;
  slot.concurrency = need.concurrency;
}
