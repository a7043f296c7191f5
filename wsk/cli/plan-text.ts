import { columns } from '#shared/cli/columns';
import type { Plan, Step } from '../deploy/step.ts';

/** How each state is counted, in the order of the sentence. */
const words: Record<Step['state'], string> = {
  created: 'created',
  changed: 'changed',
  unchanged: 'unchanged',
  removed: 'removed',
  absent: 'not there',
  kept: 'of others, kept',
};

/** The steps of a plan as lines: its state, what it is, its name, and what changes in it. */
export const planText = (plan: Plan): string =>
  columns(plan.flat().map(({ state, what, name, fields }) => [words[state], what, name, fields.join(', ')]));

/** How many steps of a plan have which state: `1 created, 2 changed`. */
export function countsText(plan: Plan): string {
  const steps = plan.flat();
  const counts = Object.entries(words).flatMap(([state, word]) => {
    const count = steps.filter((step) => step.state === state).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return counts.join(', ');
}
