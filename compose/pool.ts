import { type App, actionsOf } from '#shared/app/define-app';

/** How many activations an instance of the embedded OpenWhisk runs at the same time; a stock OpenWhisk allows one by default. */
export const concurrency = 100;

const minMemoryMb = 4096;

/** The memory of the embedded OpenWhisk for two instances of each action, so that it evicts no instance in normal operation. */
export const memoryMbFor = (apps: App[]): number =>
  Math.max(minMemoryMb, 2 * apps.flatMap(actionsOf).reduce((sum, { action }) => sum + action.memoryMb, 0));
