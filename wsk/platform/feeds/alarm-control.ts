/** The timers of the interval feed. */
export interface Alarms {
  /** After a restart: starts the timers of all triggers that have an alarm. */
  resume(): void;
  /** Stops the timer of the trigger `ns/trigger`. */
  stop(trigger: string): void;
  close(): void;
}
