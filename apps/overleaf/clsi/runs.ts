/** A compile that is under way. */
export interface Run {
  /** Aborted when the compile has to stop. */
  stopped: AbortSignal;
  end(): Promise<void>;
}

/** The compiles that are under way: one at a time for a place. */
export interface Runs {
  /** Begins a compile; waits until the present one has ended. Undefined when it goes on for too long. */
  begin(key: string): Promise<Run | undefined>;
  /** Tells the present compile, if there is one, to stop. */
  stop(key: string): Promise<void>;
}

/** Milliseconds that a compile waits for another one of the same place. */
export const waitMs = 15_000;
