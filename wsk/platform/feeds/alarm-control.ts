/** The timers of the interval feed. */
export interface Alarms {
  /** Starts the timers of all triggers that have an alarm, after a restart. */
  resume(): void;
  /** Stops the timer of a trigger, `ns/trigger`. */
  stop(trigger: string): void;
  close(): void;
}
