import type { Slot } from './slot.ts';

/** Ends instances that hold more memory than they may. */
export interface MemoryWatch {
  /** Looks from now on, until nothing runs any more. */
  start(): void;
  stop(): void;
}

const everyMs = 100;

/** Watches the instances of a pool in which something runs. */
export function createMemoryWatch(slots: ReadonlySet<Slot>): MemoryWatch {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const look = (): void => {
    const active = [...slots].filter((slot) => slot.running > 0);
    if (active.length === 0) stop();
    for (const { instance } of active) {
      if (instance.residentMb() > instance.memoryMb) void instance.kill('memory');
    }
  };
  return {
    start() {
      timer ??= setInterval(look, everyMs).unref();
    },
    stop,
  };
}
