import type { Trigger } from '../entities/entities.ts';

/** The timers of triggers with an alarm. */
export interface Alarms {
  /** Starts the timer of a trigger that has an alarm, and stops a timer that the trigger had before. */
  start(trigger: Trigger): void;
  /** Stops the timer of the trigger `ns/trigger`. */
  stop(trigger: string): void;
  /** Whether the trigger `ns/trigger` has a timer. */
  isActive(trigger: string): boolean;
  /** After a restart: starts the timers of all triggers that have an alarm. */
  resume(): void;
  close(): void;
}
