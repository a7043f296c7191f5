/** Adds up what a provider that bills by use would bill. */
export interface Meter {
  /** Counts an activation in an instance: its memory limit is used for all of its duration, loading its code included. */
  add(memoryMb: number, ms: number): void;
  /** Gigabyte-seconds since the platform was started. Providers may round each duration up; this does not. */
  gbSeconds(): number;
}

export function createMeter(): Meter {
  let mbMs = 0;
  return {
    add(memoryMb, ms) {
      mbMs += memoryMb * ms;
    },
    gbSeconds: () => mbMs / 1024 / 1000,
  };
}
