import type { PlatformContext } from '../context.ts';
import type { Action, Alarm, Package, Trigger } from '../entities/entities.ts';
import { defaultLimits } from '../entities/limits.ts';
import { parseFullName, qualifiedName } from '../entities/names.ts';
import { numberText, parseExact } from '../server/exact-json.ts';

type Args = Record<string, unknown>;

/** A thousand years. */
const maxMinutes = 525_600_000;

/**
 * Creates the package `/whisk.system/alarms` with the feed `interval`, which every namespace may use. `platform` is called only after
 * the platform has been created.
 */
export const createIntervalFeed = (platform: () => PlatformContext): [Package, Action] =>
  entities((args, namespace) => handleLifecycle(platform(), args, namespace));

/** Handles one event in the life of a feed's trigger, as clients send it to the action of the feed. */
function handleLifecycle(platform: PlatformContext, args: Args, namespace: string): unknown {
  const name = triggerNameFrom(platform, args, namespace);
  const trigger = platform.store.get(name);
  const { alarm } = trigger?.collection === 'triggers' ? trigger : {};
  switch (args.lifecycleEvent) {
    case 'DELETE':
      platform.alarms.stop(name);
      if (trigger?.collection === 'triggers') saveAlarm(platform, trigger, undefined);
      return { status: 'deleted', trigger: name };
    case 'READ':
      if (alarm === undefined) throw new Error(`The trigger ${name} has no interval; create it first.`);
      return { config: configOf(name, alarm), status: { active: platform.alarms.isActive(name) } };
    case 'CREATE':
      return schedule(platform, name, args, undefined);
    case 'UPDATE':
      return schedule(platform, name, args, alarm);
    default:
      throw new Error(
        `lifecycleEvent must be CREATE, READ, UPDATE or DELETE, not ${JSON.stringify(args.lifecycleEvent)}.`,
      );
  }
}

/** The full name of the trigger in the arguments. Throws unless their key is that of the trigger's owner. */
function triggerNameFrom(
  platform: PlatformContext,
  { authKey, triggerName }: Args,
  namespace: string,
): string {
  const identity = typeof authKey === 'string' ? platform.identities.byKey(authKey) : undefined;
  if (identity === undefined)
    throw new Error('authKey must be the key of the namespace that owns the trigger.');
  if (typeof triggerName !== 'string') throw new Error('triggerName must name a trigger, like /_/mytrigger.');
  const name = qualifiedName(parseFullName(triggerName, namespace, 'trigger'));
  if (!name.startsWith(`${identity.namespace}/`))
    throw new Error(`These credentials do not own the trigger ${name}.`);
  return name;
}

function schedule(platform: PlatformContext, name: string, args: Args, old: Alarm | undefined): unknown {
  const trigger = platform.store.get(name);
  if (trigger?.collection !== 'triggers')
    throw new Error(`The trigger ${name} does not exist; create it first.`);
  const alarm = alarmFrom(args, old);
  saveAlarm(platform, trigger, alarm);
  platform.alarms.start(trigger);
  return { status: 'scheduled', config: configOf(name, alarm) };
}

const configOf = (name: string, { from: _, ...settings }: Alarm): object => ({ name, ...settings });

function saveAlarm({ store }: PlatformContext, trigger: Trigger, alarm: Alarm | undefined): void {
  if (alarm === undefined) delete trigger.alarm;
  else trigger.alarm = alarm;
  store.save(trigger);
}

function alarmFrom(args: Args, old: Alarm | undefined): Alarm {
  const minutes = args.minutes === undefined ? (old?.minutes ?? 0) : numberFrom(args.minutes);
  if (!(minutes > 0 && minutes <= maxMinutes))
    throw new Error(
      `minutes must be a number above 0 and at most ${maxMinutes}, not ${JSON.stringify(args.minutes)}.`,
    );
  const startDate = date(args, 'startDate') ?? old?.startDate;
  const stopDate = date(args, 'stopDate') ?? old?.stopDate;
  const now = new Date();
  if (date(args, 'stopDate') !== undefined && Date.parse(stopDate as string) <= now.getTime())
    throw new Error(`stopDate must be in the future, not ${stopDate}.`);
  if (startDate !== undefined && stopDate !== undefined && Date.parse(stopDate) <= Date.parse(startDate))
    throw new Error(`stopDate must be after startDate ${startDate}, not ${stopDate}.`);
  return {
    minutes,
    payload: payloadFrom(args.trigger_payload) ?? old?.payload ?? {},
    from: (minutes === old?.minutes ? old.from : undefined) ?? now.toISOString(),
    ...(startDate === undefined ? {} : { startDate }),
    ...(stopDate === undefined ? {} : { stopDate }),
  };
}

/** The arguments of the action: an object, also as JSON text, or anything else as `{payload: …}`, because arguments have names. */
function payloadFrom(given: unknown): Alarm['payload'] | undefined {
  if (given === undefined || given === null) return undefined;
  const value = typeof given === 'string' ? (jsonFrom(given) ?? given) : given;
  const isObject = typeof value === 'object' && !Array.isArray(value) && numberText(value) === undefined;
  return isObject ? (value as Alarm['payload']) : { payload: value };
}

/** A number, also as text; NaN for any other value. */
function numberFrom(value: unknown): number {
  const isText = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value);
  return Number(isText ? value : numberText(value));
}

function jsonFrom(text: string): unknown {
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
}

function date(args: Record<string, unknown>, name: string): string | undefined {
  const value = args[name];
  if (value === undefined || value === null) return undefined;
  const time = new Date(typeof value === 'string' ? value : numberFrom(value));
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
