import * as Plot from '@observablehq/plot';
import { colours, draw, legend } from './drawing.ts';
import type { ResultTwo, Run, Second } from './result.ts';
import { type Cost, dayOf, twoDigits } from './summary-two.ts';

/** The pictures of experiment two, in the shape of the paper's second figure: what happened while the load grew, and what it costs. */
export const figuresTwo = (result: ResultTwo, costs: Cost[]): string[] => [
  ...(['closed', 'open'] as const).flatMap((ramp) => [
    overTime(result, ramp, 'responses a second', ['answered']),
    overTime(result, ramp, 'latency, ms: p50, and p99 dashed', ['p50', 'p99']),
  ]),
  overTime(result, 'closed', 'cores of a form’s processes', ['cores']),
  overTime(result, 'closed', 'memory of a form’s processes, MB', ['memoryMb']),
  overTime(result, 'closed', 'instances of actions', ['instances']),
  ...costs.map(costOverRate),
];

const formColours = {
  domain: ['microservice', 'serverless'],
  range: [colours.microservice, colours.serverless],
};
const common = {
  width: 760,
  height: 280,
  marginLeft: 70,
  marginTop: 50,
  marginBottom: 50,
  color: formColours,
};
const belowTicks = { labelOffset: 42 };

/** A line for each run of a ramp and each value; the second value is dashed. */
function overTime({ runs }: ResultTwo, ramp: Run['ramp'], label: string, values: (keyof Second)[]): string {
  const lines = runs
    .filter((run) => run.ramp === ramp)
    .flatMap(({ form, seconds }, index) =>
      // The last second is not a whole one.
      seconds.slice(0, -1).map((each, at) => ({ ...each, second: at + 1, form, run: index })),
    );
  const longest = Math.max(1, ...lines.map(({ second }) => second));
  return draw(`${label}, in the ${ramp} ramp`, {
    ...common,
    x: {
      ...belowTicks,
      label: `second of the ${ramp} ramp`,
      domain: [1, longest],
      ticks: Math.min(longest, 10),
      tickFormat: 'd',
    },
    y: { label, grid: true, zero: !values.includes('p50'), ...(values.includes('p50') && { type: 'log' }) },
    marks: [
      ...values.map((y, index) =>
        Plot.line(
          lines.filter((each) => each[y] !== null),
          { x: 'second', y, z: 'run', stroke: 'form', ...(index > 0 && { strokeDasharray: '4 3' }) },
        ),
      ),
      ...legend(['microservice', 'serverless'], 24),
    ],
  });
}

/**
 * Gigabyte-seconds of a day over the rate of requests. The serverless form costs between its two lines: as if no request waited for
 * another, and, dashed, as if all waited as in the closed ramp. Where it crosses the other line, the forms cost the same.
 */
function costOverRate(cost: Cost): string {
  const rates = Array.from({ length: 41 }, (_, index) => 10 ** (index / 10 - 2));
  const days = rates.map((rate) => ({ rate, ...dayOf(cost, rate) }));
  return draw('what a day costs at a rate of requests; dashed if requests wait', {
    ...common,
    x: { ...belowTicks, label: 'requests a second, all day', type: 'log', tickFormat: 'g' },
    y: { label: 'GB-s a day', type: 'log', grid: true, tickFormat: '~s' },
    marks: [
      Plot.areaY(days, {
        x: 'rate',
        y1: ({ serverless }) => serverless.alone,
        y2: ({ serverless }) => serverless.saturated,
        fill: colours.serverless,
        fillOpacity: 0.2,
      }),
      ...(['alone', 'saturated'] as const).map((kind) =>
        Plot.line(days, {
          x: 'rate',
          y: ({ serverless }) => serverless[kind],
          stroke: colours.serverless,
          ...(kind === 'saturated' && { strokeDasharray: '4 3' }),
        }),
      ),
      Plot.line(days, { x: 'rate', y: 'microservice', stroke: colours.microservice }),
      ...crossingAt(cost.crossing.saturated, 'end'),
      ...crossingAt(cost.crossing.alone, 'start'),
      ...legend(['microservice', 'serverless'], 24),
    ],
  });
}

/** A line at a rate, with its label on one side; nothing at a rate of zero. */
const crossingAt = (rate: number, textAnchor: 'start' | 'end'): Plot.Markish[] =>
  rate === 0
    ? []
    : [
        Plot.ruleX([rate], { strokeDasharray: '2 2' }),
        Plot.text([`${twoDigits(rate)} a second`], {
          x: [rate],
          frameAnchor: 'bottom',
          textAnchor,
          dx: textAnchor === 'start' ? 6 : -6,
          dy: -6,
        }),
      ];
