import pLimit from 'p-limit';
import { counted } from '#shared/cli/counted';
import { Failure } from '#shared/cli/failure';
import { requestsAtOnce } from './found.ts';
import type { Plan, Step } from './step.ts';

/** Whether a step changes something. */
export const isChange = ({ state }: Step): boolean => !['unchanged', 'absent', 'kept'].includes(state);

/** The name of a step in a sentence. */
const nameOf = ({ what, name }: Step): string => `${what} ${name}`;

/**
 * Makes the changes of a plan, group after group, and reports those that are made. When one fails, the others of its group are still made,
 * and the groups after it are not; then throws a failure that says what is made, what is not, and why.
 */
export async function applyPlan(
  plan: Plan,
  report: (made: ReadonlySet<Step>) => void = () => undefined,
): Promise<void> {
  const limit = pLimit(requestsAtOnce);
  const changes = plan.map((group) => group.filter(isChange));
  const all = changes.flat();
  const made = new Set<Step>();
  for (const group of changes) {
    const failed: string[] = [];
    const applied = group.map((step) =>
      limit(async () => {
        try {
          await step.apply();
          made.add(step);
          report(made);
        } catch (error) {
          failed.push(`  ${nameOf(step)}: ${error instanceof Error ? error.message : error}`);
        }
      }),
    );
    await Promise.all(applied);
    if (failed.length > 0) throw partly(all, made, failed);
  }
}

function partly(all: Step[], made: ReadonlySet<Step>, failed: string[]): Failure {
  const done = all.filter((step) => made.has(step));
  const open = all.length - done.length - failed.length;
  return new Failure(
    [
      `${counted(done.length, 'change')} of ${all.length} ${done.length === 1 ? 'is' : 'are'} made:`,
      ...done.map((step) => `  ${nameOf(step)}: ${step.state}`),
      'These have failed:',
      ...failed,
      ...(open === 0
        ? []
        : [`${counted(open, 'change')} after them ${open === 1 ? 'was' : 'were'} not tried.`]),
      'The same command, repeated, makes only what is missing.',
    ].join('\n'),
  );
}
