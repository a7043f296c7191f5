import type { PlatformContext } from '../context.ts';
import { type Alarm, fullName, type Trigger } from '../entities/entities.ts';
import type { Alarms } from './alarm-control.ts';
import { fireTrigger } from './fire-trigger.ts';

const minDelayMs = 10;
const maxDelayMs = 2 ** 31 - 1;

/** Creates the timers that fire triggers at an interval. `platform` is called only after the platform has been created. */
export function createAlarms(platform: () => PlatformContext): Alarms {
  const timers = new Map<string, NodeJS.Timeout>();
  const stop = (trigger: string): void => {
    clearTimeout(timers.get(trigger));
    timers.delete(trigger);
  };

  function startTimer(trigger: Trigger, first: boolean): void {
    const { minutes, startDate } = trigger.alarm as Alarm;
    const name = fullName(trigger);
    const period = Math.max(minDelayMs, minutes * 60_000);
    const start = first && startDate !== undefined ? Date.parse(startDate) - Date.now() : period;
    const delay = Math.min(maxDelayMs, Math.max(minDelayMs, start));
    timers.set(name, setTimeout(() => tick(name), delay).unref());
  }

  function tick(name: string): void {
    const trigger = platform().store.get(name);
    const alarm = trigger?.collection === 'triggers' ? trigger.alarm : undefined;
    const hasEnded = alarm?.stopDate !== undefined && Date.now() >= Date.parse(alarm.stopDate);
    const identity = platform().identities.byNamespace(name.split('/')[0] as string);
    if (hasEnded || alarm === undefined || trigger?.collection !== 'triggers' || identity === undefined) {
      stop(name);
      return;
    }
    startTimer(trigger, false);
    try {
      platform().throttle.fire(identity.namespace);
      fireTrigger(platform(), identity, trigger, alarm.payload, {}, 'sid_alarms');
    } catch (error) {
      platform().onEvent(`the alarm of ${name} could not fire: ${(error as Error).message}`);
    }
  }

  return {
    start(trigger) {
      stop(fullName(trigger));
      startTimer(trigger, true);
    },
    stop,
    isActive: (trigger) => timers.has(trigger),
    resume() {
      for (const entity of platform().store.list('triggers')) {
        if (entity.collection === 'triggers' && entity.alarm !== undefined) startTimer(entity, true);
      }
    },
    close() {
      for (const name of [...timers.keys()]) stop(name);
    },
  };
}
