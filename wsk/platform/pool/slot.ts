import type { Instance } from './instance.ts';

/** The requirements of an activation on its instance. */
export interface Need {
  /** Activations with equal keys may share an instance; made of namespace, action, revision, binding and init parameters. */
  key: string;
  /** `ns/pkg/name`, for the list of instances. */
  action: string;
  memoryMb: number;
  concurrency: number;
}

/** The state of an instance in the pool. */
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
  /** Resolves with whether the initialisation succeeded; set by the activation that initialises the instance. */
  initialised: Promise<boolean> | undefined;
}

/** Assigns a new or prewarmed process to an action. */
export function assign(slot: Slot, need: Need): void {
  slot.state = 'initialising';
  slot.key = need.key;
  slot.action = need.action;
  slot.concurrency = need.concurrency;
}
