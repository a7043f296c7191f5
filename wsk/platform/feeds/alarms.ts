import type { PlatformContext } from '../context.ts';
import { type Action, type Alarm, fullName, type Package, type Trigger } from '../entities/entities.ts';
import { defaultLimits } from '../entities/limits.ts';
import { parseFullName, qualifiedName } from '../entities/names.ts';
import type { Alarms } from './alarm-control.ts';
import { fireTrigger } from './fire-trigger.ts';

const minDelayMs = 10;
const maxDelayMs = 2 ** 31 - 1;

/**
 * Creates the package `/whisk.system/alarms` with the feed `interval`, which every namespace may use. `platform` is called only after
 * the platform has been created.
 */
export function createAlarms(platform: () => PlatformContext): {
  alarms: Alarms;
  entities: [Package, Action];
} {
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
    const wait = Math.min(maxDelayMs, Math.max(minDelayMs, start));
    timers.set(name, setTimeout(() => tick(name), wait).unref());
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

  /** The full name of the trigger in the arguments. Throws unless their key is that of the trigger's owner. */
  function triggerNameFrom({ authKey, triggerName }: Record<string, unknown>, namespace: string): string {
    const identity = typeof authKey === 'string' ? platform().identities.byKey(authKey) : undefined;
    if (identity === undefined)
      throw new Error('authKey must be the key of the namespace that owns the trigger.');
    if (typeof triggerName !== 'string')
      throw new Error('triggerName must name a trigger, like /_/mytrigger.');
    const name = qualifiedName(parseFullName(triggerName, namespace, 'trigger'));
    if (!name.startsWith(`${identity.namespace}/`))
      throw new Error(`These credentials do not own the trigger ${name}.`);
    return name;
  }

  function handleLifecycle(args: Record<string, unknown>, namespace: string): unknown {
    const name = triggerNameFrom(args, namespace);
    const trigger = platform().store.get(name);
    const { alarm } = trigger?.collection === 'triggers' ? trigger : {};
    switch (args.lifecycleEvent) {
      case 'DELETE':
        stop(name);
        if (trigger?.collection === 'triggers') saveAlarm(trigger, undefined);
        return { status: 'deleted', trigger: name };
      case 'READ':
        if (alarm === undefined) throw new Error(`The trigger ${name} has no interval; create it first.`);
        return { config: { name, ...alarm }, status: { active: timers.has(name) } };
      case 'CREATE':
        return schedule(name, args, undefined);
      case 'UPDATE':
        return schedule(name, args, alarm);
      default:
        throw new Error(
          `lifecycleEvent must be CREATE, READ, UPDATE or DELETE, not ${JSON.stringify(args.lifecycleEvent)}.`,
        );
    }
  }

  function schedule(name: string, args: Record<string, unknown>, old: Alarm | undefined): unknown {
    const trigger = platform().store.get(name);
    if (trigger?.collection !== 'triggers')
      throw new Error(`The trigger ${name} does not exist; create it first.`);
    const next = alarmFrom(args, old);
    stop(name);
    saveAlarm(trigger, next);
    startTimer(trigger, true);
    return { status: 'scheduled', config: { name, ...next } };
  }

  function saveAlarm(trigger: Trigger, alarm: Alarm | undefined): void {
    if (alarm === undefined) delete trigger.alarm;
    else trigger.alarm = alarm;
    platform().store.save(trigger);
  }

  const alarms: Alarms = {
    stop,
    resume() {
      for (const entity of platform().store.list('triggers')) {
        if (entity.collection === 'triggers' && entity.alarm !== undefined) startTimer(entity, true);
      }
    },
    close() {
      for (const name of [...timers.keys()]) stop(name);
    },
  };
  return { alarms, entities: entities(handleLifecycle) };
}

function alarmFrom(args: Record<string, unknown>, old: Alarm | undefined): Alarm {
  const minutes = Number(args.minutes ?? old?.minutes);
  if (!(minutes > 0))
    throw new Error(`minutes must be a number above 0, not ${JSON.stringify(args.minutes)}.`);
  const payload =
    typeof args.trigger_payload === 'string' ? JSON.parse(args.trigger_payload) : args.trigger_payload;
  const startDate = date(args, 'startDate') ?? old?.startDate;
  const stopDate = date(args, 'stopDate') ?? old?.stopDate;
  return {
    minutes,
    payload: (payload as Record<string, unknown> | undefined) ?? old?.payload ?? {},
    ...(startDate === undefined ? {} : { startDate }),
    ...(stopDate === undefined ? {} : { stopDate }),
  };
}

function date(args: Record<string, unknown>, name: string): string | undefined {
  const value = args[name];
  if (value === undefined || value === null) return undefined;
  const time = new Date(value as string | number);
  if (!Number.isNaN(time.getTime())) return time.toISOString();
  throw new Error(`${name} must be a date like 2030-01-31T12:00:00.000Z, not ${JSON.stringify(value)}.`);
}

function entities(native: NonNullable<Action['native']>): [Package, Action] {
  const common = { namespace: 'whisk.system', version: '0.0.1', updated: 0, revision: 0, parameters: [] };
  const description = {
    key: 'description',
    value: 'Fires a trigger at an interval; minutes may have a fraction here',
  };
  const annotations = [{ key: 'feed', value: true }, description, { key: 'exec', value: 'nodejs:20' }];
  return [
    { ...common, collection: 'packages', name: 'alarms', publish: true, annotations: [] },
    {
      ...common,
      collection: 'actions',
      package: 'alarms',
      name: 'interval',
      publish: false,
      annotations,
      exec: { kind: 'nodejs:20', code: '// part of the platform', binary: false },
      limits: defaultLimits,
      native,
    },
  ];
}
