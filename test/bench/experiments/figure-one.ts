import * as Plot from '@observablehq/plot';
import { colours, draw, legend } from './drawing.ts';
import { type SummaryOne, stepNames, wholeOf } from './summary-one.ts';

/** The picture of experiment one, in the shape of the paper's first figure: a bar for each column, of which each step is a part. */
export function figureOne(title: string, { columns }: SummaryOne): string {
  const parts = columns.flatMap(({ name, steps }) =>
    stepNames.map((step) => ({ name, step, ms: steps[step] })),
  );
  const wholes = columns.map(({ name, steps, ratio }) => ({
    name,
    ms: wholeOf(steps),
    ratio,
  }));
  const shown = stepNames.filter((step) => parts.some((part) => part.step === step && part.ms > 0));
  return draw(`${title}: the time of a request by step`, {
    width: 720,
    height: 110 + 44 * columns.length,
    marginLeft: 110,
    marginRight: 120,
    marginTop: 50,
    marginBottom: 50,
    x: {
      label: `${title}: milliseconds, mean of the middle half of the requests`,
      labelOffset: 42,
      grid: true,
    },
    y: { label: null, domain: columns.map(({ name }) => name) },
    color: { domain: [...stepNames], range: stepNames.map((step) => colours[step]) },
    marks: [
      Plot.barX(parts, { x: 'ms', y: 'name', fill: 'step', order: [...stepNames] }),
      Plot.text(wholes, {
        x: 'ms',
        y: 'name',
        dx: 6,
        textAnchor: 'start',
        text: ({ ms, ratio }) =>
          `${ms.toFixed(1)} ms${ratio === undefined ? '' : `, ${ratio.value.toFixed(2)}×`}`,
      }),
      ...legend(shown, 20),
    ],
  });
}
