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
export function planText(plan: Plan): string {
  const rows = plan
    .flat()
    .map(({ state, what, name, fields }) => [words[state], what, name, fields.join(', ')]);
  const widths = [0, 1, 2].map((at) => Math.max(0, ...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** How many steps of a plan have which state: `1 created, 2 changed`. */
export function countsText(plan: Plan): string {
  const steps = plan.flat();
  const counts = Object.entries(words).flatMap(([state, word]) => {
    const count = steps.filter((step) => step.state === state).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return counts.join(', ');
}
