import type { Slot } from './slot.ts';

/** Kills instances that exceed their memory limit. */
export interface MemoryWatch {
  /** Starts checking; the checks stop when no activation runs any more. */
  start(): void;
  stop(): void;
}

const everyMs = 100;

/** Checks the busy instances of a pool ten times a second. */
export function createMemoryWatch(slots: ReadonlySet<Slot>): MemoryWatch {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const checkAll = (): void => {
    const active = [...slots].filter((slot) => slot.running > 0);
    if (active.length === 0) stop();
    for (const { instance } of active) {
      if (instance.residentMb() > instance.memoryMb) void instance.kill('memory');
    }
  };
  return {
    start() {
      timer ??= setInterval(checkAll, everyMs).unref();
    },
    stop,
  };
}
