import type { PlatformContext } from '../context.ts';
import { type Alarm, fullName, type Trigger } from '../entities/entities.ts';
import type { Alarms } from './alarm-control.ts';
import { fireTrigger } from './fire-trigger.ts';
import { nextFire } from './next-fire.ts';

/** The longest delay of a timer of Node, about 24.8 days. */
const maxDelayMs = 2 ** 31 - 1;

/** Creates the timers that fire triggers at an interval. `platform` is called only after the platform has been created. */
export function createAlarms(platform: () => PlatformContext): Alarms {
  const timers = new Map<string, NodeJS.Timeout>();
  const stop = (trigger: string): void => {
    clearTimeout(timers.get(trigger));
    timers.delete(trigger);
  };

  function startTimer(name: string, alarm: Alarm, after: number): void {
    const due = nextFire(alarm, after);
    if (due === undefined) return void stop(name);
    const delay = due - Date.now();
    const isLong = delay > maxDelayMs;
    const elapsed = (): void => (isLong ? startTimer(name, alarm, after) : tick(name, due));
    timers.set(name, setTimeout(elapsed, isLong ? maxDelayMs : Math.max(1, delay)).unref());
  }

  function tick(name: string, due: number): void {
    const trigger = platform().store.get(name);
    const alarm = trigger?.collection === 'triggers' ? trigger.alarm : undefined;
    const identity = platform().identities.byNamespace(name.split('/')[0] as string);
    if (alarm === undefined || trigger?.collection !== 'triggers' || identity === undefined)
      return void stop(name);
    startTimer(name, alarm, Math.max(due, Date.now()));
    try {
      platform().throttle.fire(identity.namespace);
      fireTrigger(platform(), identity, trigger, alarm.payload, {}, 'sid_alarms');
    } catch (error) {
      platform().onEvent(`the alarm of ${name} could not fire: ${(error as Error).message}`);
    }
  }

  const start = (trigger: Trigger): void => {
    stop(fullName(trigger));
    if (trigger.alarm !== undefined) startTimer(fullName(trigger), trigger.alarm, Date.now());
  };

  return {
    start,
    stop,
    isActive: (trigger) => timers.has(trigger),
    resume() {
      for (const entity of platform().store.list('triggers')) {
        if (entity.collection === 'triggers') start(entity);
      }
    },
    close() {
      for (const name of [...timers.keys()]) stop(name);
    },
  };
}
