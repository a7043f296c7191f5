import type { App } from '#shared/app/define-app';
import type { Progress } from '#shared/cli/progress';
import { Stopped, untilAborted } from '#shared/cli/stop';
import { applyPlan, isChange } from '../deploy/apply-plan.ts';
import type { Plan, Step } from '../deploy/step.ts';
import type { Target } from '../deploy/target.ts';

/** What a plan makes of an application on an OpenWhisk. */
export interface PlannedWork {
  task: 'deploy' | 'delete';
  plan: Plan;
  app: App;
  target: Pick<Target, 'apihost' | 'namespace'>;
}

/** Settles as `work` does. When the command is told to stop before, throws a `Stopped` that ends with what `state` returns by then. */
export const untilStopped = <Result>(work: Promise<Result>, state: () => string): Promise<Result> =>
  untilAborted(work).catch((error: unknown) => {
    throw error instanceof Stopped ? new Stopped(`${error.why}: ${state()}`) : error;
  });

/** Makes the changes of a plan, with its progress. When it is told to stop, it says what is made by then and how to go on. */
export async function apply(work: PlannedWork, progress: Progress): Promise<void> {
  const all = work.plan.flat().filter(isChange).length;
  let made: ReadonlySet<Step> = new Set();
  await progress.step(work.task === 'deploy' ? 'Deploying' : 'Removing', (report) => {
    const applied = applyPlan(work.plan, (steps) => {
      made = steps;
      report(`${made.size} of ${all}`);
    });
    return untilStopped(applied, () => stoppedText(work, made));
  });
}

/** How much of a plan is made, and how to continue it or to take it back, without the full stop of the sentence. */
function stoppedText({ task, plan, app, target }: PlannedWork, made: ReadonlySet<Step>): string {
  const isDone = (step: Step): boolean => made.has(step) || step.state === 'unchanged';
  const states: Step['state'][] = task === 'deploy' ? ['created', 'changed', 'unchanged'] : ['removed'];
  const count = (isCounted: (step: Step) => boolean): string => {
    const counted = plan.flat().filter((step) => states.includes(step.state) && isCounted(step));
    return `${counted.filter(isDone).length} of ${counted.length}`;
  };
  const actions = count(({ what }) => what === 'action');
  const others = count(({ what }) => what !== 'action' && what !== 'package');
  const timers = others.endsWith(' of 0') ? '' : ` and ${others} triggers, alarms and rules`;
  const where = `the namespace ${target.namespace} of ${target.apihost}`;
  const whatIsThere = `${actions} actions${timers} of ${app.title} are`;
  if (task === 'delete')
    return `${whatIsThere} removed from ${where}, and those under way may be; the same command, repeated, removes the rest`;
  return `${whatIsThere} deployed to ${where}, and those under way may be; the same command, repeated, deploys the rest, and npm run deploy -- ${app.name} --delete removes all of them`;
}
