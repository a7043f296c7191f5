import type { Core } from './core.ts';
import type { Action, Package } from './entities.ts';
import { fire } from './fire.ts';
import type { Identity } from './identity.ts';
import { defaultLimits } from './limits.ts';
import { joined, parseFullName } from './names.ts';

/** The timers of the interval feed. */
export interface Alarms {
  /** Stops the timer of a trigger, `ns/trigger`. */
  stop(trigger: string): void;
  close(): void;
}

interface Alarm {
  minutes: number;
  payload: Record<string, unknown>;
  startDate: string | undefined;
  stopDate: string | undefined;
  timer: NodeJS.Timeout | undefined;
}

const shortestMs = 10;
const longestMs = 2 ** 31 - 1;

/** `/whisk.system/alarms` with the feed `interval`, shared with every namespace. `core()` is there when first fired. */
export function createAlarms(core: () => Core): { alarms: Alarms; entities: [Package, Action] } {
  const running = new Map<string, Alarm>();
  const stop = (trigger: string): void => {
    clearTimeout(running.get(trigger)?.timer);
    running.delete(trigger);
  };

  function schedule(name: string, identity: Identity, alarm: Alarm, first: boolean): void {
    const period = Math.max(shortestMs, alarm.minutes * 60_000);
    const start = first && alarm.startDate !== undefined ? Date.parse(alarm.startDate) - Date.now() : period;
    alarm.timer = setTimeout(
      () => tick(name, identity, alarm),
      Math.min(longestMs, Math.max(shortestMs, start)),
    ).unref();
  }

  function tick(name: string, identity: Identity, alarm: Alarm): void {
    const trigger = core().store.get(name);
    const over = alarm.stopDate !== undefined && Date.now() >= Date.parse(alarm.stopDate);
    if (over || trigger?.collection !== 'triggers') {
      stop(name);
      return;
    }
    schedule(name, identity, alarm, false);
    try {
      core().throttle.fire(identity.namespace);
      fire(core(), identity, trigger, alarm.payload, {}, 'sid_alarms');
    } catch (error) {
      core().onEvent(`the alarm of ${name} could not fire: ${(error as Error).message}`);
    }
  }

  function interval(args: Record<string, unknown>, namespace: string): unknown {
    const identity = typeof args.authKey === 'string' ? core().identities.byKey(args.authKey) : undefined;
    if (identity === undefined)
      throw new Error('authKey must be the key of the namespace that owns the trigger.');
    if (typeof args.triggerName !== 'string')
      throw new Error('triggerName must name a trigger, like /_/mytrigger.');
    const name = joined(parseFullName(args.triggerName, namespace, 'trigger'));
    if (!name.startsWith(`${identity.namespace}/`))
      throw new Error(`These credentials do not own the trigger ${name}.`);
    const alarm = running.get(name);
    switch (args.lifecycleEvent) {
      case 'DELETE':
        stop(name);
        return { status: 'deleted', trigger: name };
      case 'READ':
        if (alarm === undefined) throw new Error(`The trigger ${name} has no interval; create it first.`);
        return { config: describe(name, alarm), status: { active: true } };
      case 'CREATE':
      case 'UPDATE': {
        const next = alarmFrom(args, args.lifecycleEvent === 'UPDATE' ? alarm : undefined);
        stop(name);
        running.set(name, next);
        schedule(name, identity, next, true);
        return { status: 'scheduled', config: describe(name, next) };
      }
      default:
        throw new Error(
          `lifecycleEvent must be CREATE, READ, UPDATE or DELETE, not ${JSON.stringify(args.lifecycleEvent)}.`,
        );
    }
  }

  const alarms: Alarms = {
    stop,
    close() {
      for (const name of [...running.keys()]) stop(name);
    },
  };
  return { alarms, entities: entities(interval) };
}

function alarmFrom(args: Record<string, unknown>, old: Alarm | undefined): Alarm {
  const minutes = Number(args.minutes ?? old?.minutes);
  if (!(minutes > 0))
    throw new Error(`minutes must be a number above 0, not ${JSON.stringify(args.minutes)}.`);
  const payload =
    typeof args.trigger_payload === 'string' ? JSON.parse(args.trigger_payload) : args.trigger_payload;
  return {
    minutes,
    payload: (payload as Record<string, unknown> | undefined) ?? old?.payload ?? {},
    startDate: date(args, 'startDate') ?? old?.startDate,
    stopDate: date(args, 'stopDate') ?? old?.stopDate,
    timer: undefined,
  };
}

function date(args: Record<string, unknown>, name: string): string | undefined {
  const value = args[name];
  if (value === undefined || value === null) return undefined;
  const time = new Date(value as string | number);
  if (!Number.isNaN(time.getTime())) return time.toISOString();
  throw new Error(`${name} must be a date like 2030-01-31T12:00:00.000Z, not ${JSON.stringify(value)}.`);
}

function describe(name: string, { minutes, payload, startDate, stopDate }: Alarm): unknown {
  return { name, minutes, payload, ...(startDate ? { startDate } : {}), ...(stopDate ? { stopDate } : {}) };
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
