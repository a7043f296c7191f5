import * as Plot from '@observablehq/plot';
import { colours, draw, legend } from './drawing.ts';
import { type SummaryOne, stepNames, wholeOf } from './summary-one.ts';

/** Pixels of a bar and of the text above it. */
const [bar, text] = [22, 24];

/** The picture of experiment one, in the shape of the paper's first figure: a bar for each column, of which each step is a part. */
export function figureOne(task: string, { columns }: SummaryOne): string {
  const parts = columns.flatMap(({ name, steps }) =>
    stepNames.map((step) => ({ name, step, ms: steps[step] })),
  );
  const wholes = columns.map(({ name, steps, ratio }) => ({ name, ms: wholeOf(steps), ratio }));
  const shown = stepNames.filter((step) => parts.some((part) => part.step === step && part.ms > 0));
  return draw(`${task}: the time of a request by step`, {
    height: 90 + (bar + text) * columns.length,
    marginLeft: 8,
    marginRight: 16,
    marginTop: 36,
    marginBottom: 54,
    x: { label: `one ${task}: milliseconds`, labelAnchor: 'right', labelOffset: 44, grid: true, ticks: 6 },
    y: { axis: null, domain: columns.map(({ name }) => name), padding: 0 },
    color: { domain: [...stepNames], range: stepNames.map((step) => colours[step]) },
    marks: [
      Plot.barX(parts, { x: 'ms', y: 'name', fill: 'step', order: [...stepNames], insetTop: text }),
      Plot.text(wholes, {
        x: 0,
        y: 'name',
        dy: 2 - bar / 2,
        textAnchor: 'start',
        text: ({ name, ms, ratio }) =>
          `${name}: ${ms.toFixed(1)} ms${ratio === undefined ? '' : `, ratio ${ratio.value.toFixed(2)}`}`,
      }),
      ...legend(shown, 22),
    ],
  });
}
