import * as Plot from '@observablehq/plot';
import { colours, draw, legend } from './drawing.ts';
import type { ResultTwo, Run, Second } from './result.ts';
import { type Cost, dayOf, rateText } from './summary-two.ts';

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
      seconds.map((each, at) => ({ ...each, second: at + 1, form, run: index })),
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

/** Gigabyte-seconds of a day over the rate of requests: where the two lines cross, the forms cost the same. */
function costOverRate(cost: Cost): string {
  const rates = Array.from({ length: 41 }, (_, index) => 10 ** (index / 10 - 2));
  const points = rates.flatMap((rate) =>
    Object.entries(dayOf(cost, rate)).map(([form, gbSeconds]) => ({ rate, form, gbSeconds })),
  );
  return draw('what a day costs at a rate of requests', {
    ...common,
    x: { ...belowTicks, label: 'requests a second, all day', type: 'log', tickFormat: 'g' },
    y: { label: 'GB-s a day', type: 'log', grid: true, tickFormat: '~s' },
    marks: [
      Plot.line(points, { x: 'rate', y: 'gbSeconds', stroke: 'form' }),
      ...(cost.crossing > 0
        ? [
            Plot.ruleX([cost.crossing], { strokeDasharray: '2 2' }),
            Plot.text([cost.crossing], {
              x: (rate: number) => rate,
              text: (rate: number) => `${rateText(rate)} a second`,
              frameAnchor: 'bottom',
              textAnchor: 'start',
              dx: 6,
              dy: -6,
            }),
          ]
        : []),
      ...legend(['microservice', 'serverless'], 24),
    ],
  });
}
