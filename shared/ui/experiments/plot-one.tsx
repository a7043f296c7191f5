import * as Plot from '@observablehq/plot';
import { useMemo } from 'preact/hooks';
import { leastForInterval } from '../../statistics.ts';
import { PlainTable } from '../plain-table.tsx';
import { Chart, Legend } from './chart.tsx';
import type { Point } from './types.ts';

/** The median of each column so far, with its interval. */
export function PlotOne({ points }: { points: Point[] }) {
  const options = useMemo(() => optionsOf(points), [points]);
  return (
    <>
      <Legend />
      <Chart title="Median time of a request so far" options={options} />
      <p class="muted">
        The line through a median is its 95 % interval. It is shown from {leastForInterval} rounds on, because
        an interval of fewer says little.
      </p>
      <PlainTable
        name="Medians so far"
        head={['Column', 'Rounds', 'Median', '95 % interval']}
        rows={points.map(({ name, rounds, value, low, high }) => [
          name,
          `${rounds}`,
          `${value.toFixed(2)} ms`,
          rounds < leastForInterval ? '–' : `${low.toFixed(2)} to ${high.toFixed(2)} ms`,
        ])}
      />
    </>
  );
}

const optionsOf = (points: Point[]): Plot.PlotOptions => ({
  height: 70 + 40 * points.length,
  marginLeft: 100,
  marginRight: 30,
  x: { label: 'milliseconds', grid: true, zero: true },
  y: { label: null, domain: points.map(({ name }) => name), type: 'point' },
  marks: [
    Plot.link(
      points.filter(({ rounds }) => rounds >= leastForInterval),
      { x1: 'low', x2: 'high', y1: 'name', y2: 'name', stroke: 'form', strokeWidth: 3 },
    ),
    Plot.dot(points, { x: 'value', y: 'name', fill: 'form', r: 6 }),
  ],
});
