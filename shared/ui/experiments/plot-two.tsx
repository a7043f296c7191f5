import * as Plot from '@observablehq/plot';
import { useMemo } from 'preact/hooks';
import { PlainTable } from '../plain-table.tsx';
import { Chart, Legend } from './chart.tsx';
import { drawnSeconds } from './drawn-seconds.ts';
import type { RampSecond } from './types.ts';

const ramps = ['closed', 'open'] as const;

/** Throughput and latency by time, of each ramp that has begun. */
export function PlotTwo({ seconds: all }: { seconds: RampSecond[] }) {
  const seconds = useMemo(() => drawnSeconds(all), [all]);
  const shown = ramps.filter((ramp) => seconds.some((each) => each.ramp === ramp));
  return (
    <>
      <Legend />
      <div class="charts">
        {shown.map((ramp) => (
          <Ramp key={ramp} ramp={ramp} seconds={seconds} />
        ))}
      </div>
      <PlainTable
        name="Ramps so far"
        head={['Ramp', 'Seconds', 'Greatest throughput', 'p99 in the last second', 'Failed']}
        rows={[...new Set(seconds.map(({ run }) => run))].map((run) => rowOf(seconds, all, run))}
      />
    </>
  );
}

function Ramp({ ramp, seconds }: { ramp: RampSecond['ramp']; seconds: RampSecond[] }) {
  const own = useMemo(() => seconds.filter((each) => each.ramp === ramp), [ramp, seconds]);
  const throughput = useMemo(() => optionsOf(own, ['answered']), [own]);
  const latency = useMemo(() => optionsOf(own, ['p50', 'p99']), [own]);
  return (
    <>
      <Chart title={`Responses a second in the ${ramp} ramp`} options={throughput} />
      <Chart title={`Latency in the ${ramp} ramp, ms: p50, and p99 dashed`} options={latency} />
    </>
  );
}

/** A line for each run and each value; the second value is dashed. */
const optionsOf = (seconds: RampSecond[], values: ('answered' | 'p50' | 'p99')[]): Plot.PlotOptions => ({
  height: 240,
  marginLeft: 50,
  x: {
    label: 'second of the ramp',
    domain: [1, Math.max(5, ...seconds.map(({ second }) => second))],
    tickFormat: 'd',
  },
  y: { label: null, grid: true, zero: true },
  marks: values.flatMap((y, index) => {
    const known = seconds.filter((each) => each[y] !== null);
    const dash = index > 0 ? { strokeDasharray: '4 3' } : {};
    return [
      Plot.line(known, { x: 'second', y, z: 'run', stroke: 'form', strokeWidth: 2, ...dash }),
      Plot.dot(known, { x: 'second', y, fill: 'form', r: 2 }),
    ];
  }),
});

/** What one ramp has shown so far. */
function rowOf(seconds: RampSecond[], all: RampSecond[], run: number): string[] {
  const own = seconds.filter((each) => each.run === run);
  const last = own.at(-1);
  return [
    `${run + 1}: ${last?.ramp}, ${last?.name}`,
    `${own.length}`,
    `${Math.max(...own.map(({ answered }) => answered))} a second`,
    last?.p99 == null ? '–' : `${last.p99} ms`,
    `${all.reduce((sum, each) => sum + (each.run === run ? each.failed : 0), 0)}`,
  ];
}
