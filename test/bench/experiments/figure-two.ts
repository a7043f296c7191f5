import * as Plot from '@observablehq/plot';
import { colours, draw, ground, legend } from './drawing.ts';
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
  height: 260,
  marginLeft: 46,
  marginTop: 54,
  marginBottom: 50,
  color: formColours,
};
const belowTicks = { labelOffset: 42 };

/** Whether a second has a value. Processes are no longer watched at the end of a run, and have no memory then. */
const isKnown = (second: Second, value: keyof Second): boolean =>
  second[value] !== null && (second.memoryMb > 0 || !['cores', 'memoryMb', 'instances'].includes(value));

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
      ticks: Math.min(longest, 8),
      tickFormat: 'd',
    },
    y: { label, grid: true, zero: !values.includes('p50'), ...(values.includes('p50') && { type: 'log' }) },
    marks: [
      ...values.map((y, index) =>
        Plot.line(
          lines.filter((each) => isKnown(each, y)),
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
  const decades = Math.max(4, Math.ceil(Math.log10(cost.crossing.alone)) + 2);
  const rates = Array.from({ length: 10 * decades + 1 }, (_, index) => 10 ** (index / 10 - 2));
  const days = rates.map((rate) => ({ rate, ...dayOf(cost, rate) }));
  return draw('what a day costs at a rate of requests; dashed if requests wait', {
    ...common,
    x: { ...belowTicks, label: 'requests a second, all day', type: 'log', ticks: 5, tickFormat: '~g' },
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
      ...crossingAt(cost.crossing.saturated, 8),
      ...crossingAt(cost.crossing.alone, 28),
      ...legend(['microservice', 'serverless'], 24),
    ],
  });
}

/** A line at a rate, with its label to the left of it, so many pixels above the axis; nothing at a rate of zero. */
const crossingAt = (rate: number, above: number): Plot.Markish[] =>
  rate === 0
    ? []
    : [
        Plot.ruleX([rate], { strokeDasharray: '2 2' }),
        Plot.text([`${twoDigits(rate)} a second`], {
          x: [rate],
          frameAnchor: 'bottom',
          textAnchor: 'end',
          dx: -6,
          dy: -above,
          stroke: ground,
          strokeWidth: 4,
          fill: 'currentColor',
        }),
      ];
