import { type App, actionsOf } from '#shared/app/define-app';
import type { Alarms } from './alarms.ts';
import { actionsIn, ownTriggers, readRule, readTriggers } from './found.ts';
import type { Rest } from './rest.ts';
import { idle, type Plan, removal, type Step } from './step.ts';
import { ruleOf, timersOf } from './wanted.ts';

/**
 * The steps that remove an application from a namespace: what its table names, and what its deployments have made. What others have put
 * into its package stays, and then the package too.
 */
export async function planRemoval(rest: Rest, alarms: Alarms, hasAlarms: boolean, app: App): Promise<Plan> {
  const there = await actionsIn(rest, app.name);
  const foundTriggers = await readTriggers(rest);
  const named = actionsOf(app).map(({ name }) => name);
  const actions = [...new Set([...named, ...(there?.own ?? [])])];
  const triggers = [
    ...new Set([
      ...timersOf(app, false).map(({ trigger }) => trigger),
      ...ownTriggers(app.name, foundTriggers),
    ]),
  ];
  const others = [...(there?.all ?? [])].filter((name) => !actions.includes(name));
  return [
    ...(await removalOfTimers(rest, alarms, hasAlarms, triggers, foundTriggers)),
    actions.map((name) => {
      const at = `${app.name}/${name}`;
      if (!there?.all.has(name)) return idle('action', at, 'absent');
      return removal('action', at, () => rest.remove(`_/actions/${at}`));
    }),
    others.map((name) => idle('action', `${app.name}/${name}`, 'kept')),
    [removalOfPackage(rest, app.name, there !== undefined, others.length > 0)],
  ];
}

function removalOfPackage(rest: Rest, name: string, isThere: boolean, isUsed: boolean): Step {
  if (!isThere) return idle('package', name, 'absent');
  if (isUsed) return idle('package', name, 'kept');
  return removal('package', name, () => rest.remove(`_/packages/${name}`));
}

/** The steps that remove triggers with their alarms and rules. `there` has the triggers that exist. */
export async function removalOfTimers(
  rest: Rest,
  alarms: Alarms,
  hasAlarms: boolean,
  triggers: string[],
  there: Map<string, unknown>,
): Promise<Plan> {
  const rules = triggers.map(async (trigger) => {
    const rule = ruleOf(trigger);
    if ((await readRule(rest, rule)) === undefined) return idle('rule', rule, 'absent');
    return removal('rule', rule, () => rest.remove(`_/rules/${rule}`));
  });
  return [
    await Promise.all(rules),
    triggers
      .filter((trigger) => hasAlarms && there.has(trigger))
      .map((trigger) => removal('alarm', trigger, () => alarms.clear(trigger))),
    triggers.map((trigger) =>
      there.has(trigger)
        ? removal('trigger', trigger, () => rest.remove(`_/triggers/${trigger}`))
        : idle('trigger', trigger, 'absent'),
    ),
  ];
}
