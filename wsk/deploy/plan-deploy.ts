import pLimit from 'p-limit';
import { type Alarms, feedName } from './alarms.ts';
import { annotationsThatDiffer, differencesOf } from './differences.ts';
import {
  actionsIn,
  type FoundRule,
  ownTriggers,
  readActions,
  readRule,
  readTriggers,
  requestsAtOnce,
} from './found.ts';
import { removalOfTimers } from './plan-removal.ts';
import type { Rest } from './rest.ts';
import { idle, type Plan, removal, type Step, setting } from './step.ts';
import { ownMark, type Setting, type Timer, type Wanted } from './wanted.ts';

/** The steps that make a namespace have what is wanted. Changes nothing. */
export async function planDeploy(rest: Rest, alarms: Alarms, wanted: Wanted): Promise<Plan> {
  const { app, actions } = wanted;
  const there = await actionsIn(rest, app.name);
  const triggers = await readTriggers(rest);
  const found = await readActions(
    rest,
    app.name,
    [...actions.keys()].filter((name) => there?.all.has(name)),
  );
  const path = `_/packages/${app.name}`;
  const ownPackage = setting('package', app.name, there && [], () => rest.put(path, { publish: false }));
  const set = [...actions].map(([name, body]) => {
    const old = found.get(name);
    const at = `${app.name}/${name}`;
    return setting('action', at, old && differencesOf(old, body), () => rest.put(`_/actions/${at}`, body));
  });
  const timing = await planTimers(rest, alarms, wanted, triggers);
  const beside =
    there !== undefined && wanted.removes ? await planBeside(rest, alarms, wanted, there, triggers) : [];
  return [[ownPackage], set, ...timing, ...beside];
}

/** Removes what the application no longer has, and names what others have put into its package. */
async function planBeside(
  rest: Rest,
  alarms: Alarms,
  { app, actions, timers, hasAlarms }: Wanted,
  there: { own: Set<string>; all: Set<string> },
  triggers: Map<string, Setting[]>,
): Promise<Plan> {
  const isWanted = (name: string): boolean => timers.some(({ trigger }) => trigger === name);
  const gone = ownTriggers(app.name, triggers).filter((name) => !isWanted(name));
  const more = [...there.all].filter((name) => !actions.has(name));
  return [
    ...(await removalOfTimers(rest, alarms, hasAlarms, gone, triggers)),
    more.map((name) => {
      const at = `${app.name}/${name}`;
      return there.own.has(name)
        ? removal('action', at, () => rest.remove(`_/actions/${at}`))
        : idle('action', at, 'kept');
    }),
  ];
}

async function planTimers(
  rest: Rest,
  alarms: Alarms,
  { app, namespace, timers, hasAlarms }: Wanted,
  triggers: Map<string, Setting[]>,
): Promise<Plan> {
  const annotations: Setting[] = [
    { key: ownMark, value: app.name },
    ...(hasAlarms ? [{ key: 'feed', value: feedName }] : []),
  ];
  const limit = pLimit(requestsAtOnce);
  const planned = timers.map((timer) =>
    limit(async () => {
      const { trigger, minutes } = timer;
      const old = triggers.get(trigger);
      return {
        trigger: setting('trigger', trigger, old && annotationsThatDiffer(old, annotations), () =>
          rest.put(`_/triggers/${trigger}`, { annotations }),
        ),
        alarm: hasAlarms ? [await planAlarm(alarms, trigger, minutes, old !== undefined)] : [],
        rule: await planRule(rest, namespace, timer),
      };
    }),
  );
  const all = await Promise.all(planned);
  return [all.map(({ trigger }) => trigger), all.flatMap(({ alarm }) => alarm), all.map(({ rule }) => rule)];
}

async function planAlarm(alarms: Alarms, trigger: string, minutes: number, isThere: boolean): Promise<Step> {
  const old = isThere ? await alarms.minutesOf(trigger) : undefined;
  const fields = old === minutes ? [] : ['minutes'];
  return setting('alarm', trigger, old === undefined ? undefined : fields, () =>
    alarms.set(trigger, minutes),
  );
}

async function planRule(rest: Rest, namespace: string, timer: Timer): Promise<Step> {
  const { rule, trigger, action } = timer;
  const old = await readRule(rest, rule);
  return setting('rule', rule, old && rulesDifferences(old, namespace, timer), async () => {
    // The state of a rule is kept by its trigger, and an update of an inactive rule leaves it inactive.
    await rest.remove(`_/rules/${rule}`);
    const full = { trigger: `/${namespace}/${trigger}`, action: `/${namespace}/${action}` };
    await rest.put(`_/rules/${rule}`, full);
  });
}

const rulesDifferences = (
  { trigger, action, status }: FoundRule,
  namespace: string,
  wanted: Timer,
): string[] => [
  ...(`${trigger?.path}/${trigger?.name}` === `${namespace}/${wanted.trigger}` ? [] : ['trigger']),
  ...(`${action?.path}/${action?.name}` === `${namespace}/${wanted.action}` ? [] : ['action']),
  ...(status === 'active' ? [] : ['status']),
];
