import { type App, type AppAction, actionsOf, calleesOf } from '#shared/app/define-app';

/** The actions that an action calls. */
function callsIn(app: App): Map<AppAction, AppAction[]> {
  const actions = actionsOf(app);
  return new Map(
    actions.map((each) => {
      const callees = calleesOf(each.spec, 'serverless');
      return [each, actions.filter(({ name }) => name !== each.name && callees.includes(name))];
    }),
  );
}

/** The actions that are reached from one, and itself. */
function reachedFrom(
  action: AppAction,
  calls: Map<AppAction, AppAction[]>,
  found = new Set<AppAction>(),
): Set<AppAction> {
  if (found.has(action)) return found;
  found.add(action);
  for (const callee of calls.get(action) ?? []) reachedFrom(callee, calls, found);
  return found;
}

const isAwaited = ({ action }: AppAction): boolean => action.kind !== 'message';

/**
 * How many actions a request invokes at least, if it is the one that reaches most of them; and how many instances it may hold at the
 * same time, where an instance handles one request: its callers wait, and call several at once. Nobody waits for messages.
 */
export function reachOf(app: App): { invoked: number; held: number } {
  const calls = callsIn(app);
  const awaited = new Map(
    [...calls]
      .filter(([each]) => isAwaited(each))
      .map(([each, callees]) => [each, callees.filter(isAwaited)]),
  );
  const most = (of: Map<AppAction, AppAction[]>): number =>
    Math.max(0, ...[...of.keys()].map((each) => reachedFrom(each, of).size));
  return { invoked: most(calls), held: most(awaited) };
}
