import { useRef } from 'preact/hooks';
import { useWidth } from '../hooks.ts';
import { inMs } from './state.ts';
import { placeOn, TimeAxis, timeTicks } from './time-axis.tsx';
import type { LogLine, TraceState } from './trace-types.ts';

const waitNames = {
  init: 'connects to a store',
  store: 'waits for a store',
  call: 'waits for another service',
  gateway: 'waits for a system outside',
};

/** A shorter bar could not be seen. */
const leastPixels = 3;

interface Props {
  trace: TraceState;
  /** The end of the scale in milliseconds; equal for waterfalls that are compared. */
  end: number;
  title: string;
}

/** What each service did for a request, and when: a row for each, under an axis of milliseconds. */
export function Waterfall(props: Props) {
  if (props.trace.lines.length === 0) return <p class="muted">The services have logged nothing about it.</p>;
  return <Rows {...props} />;
}

function Rows({ trace: { lines }, end, title }: Props) {
  const head = useRef<HTMLTableCellElement>(null);
  const pixels = useWidth(head);
  const ticks = pixels === 0 ? [] : timeTicks(end, pixels);
  const first = Math.min(...lines.map(({ at }) => at));
  const rows = [...lines].sort((a, b) => a.at - b.at);
  return (
    <table class="waterfall">
      <caption class="hidden">{title}: what each service did, and when</caption>
      <thead>
        <tr>
          <th scope="col" class="service">
            <span class="hidden">Service</span>
          </th>
          <th scope="col" class="when" ref={head}>
            <span class="hidden">When</span>
            <TimeAxis end={end} ticks={ticks} />
          </th>
          <th scope="col" class="number">
            <span class="hidden">How long</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((line) => (
          <tr key={`${line.service} ${line.at} ${line.ms}`}>
            <th scope="row" class="service">
              {line.service} {line.work && <span class="muted">{line.work}</span>}
            </th>
            <td class="when">
              <svg width="100%" height="100%" aria-hidden="true">
                {ticks.map((tick) => (
                  <line key={tick} x1={placeOn(end, tick)} x2={placeOn(end, tick)} y1="0" y2="100%" />
                ))}
                <Bar line={line} from={line.at - first} scale={{ end, pixels }} />
              </svg>
              <span class="hidden">{inMs(line.at - first)} after the beginning</span>
            </td>
            <td class="number">{inMs(line.ms)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface BarProps {
  line: LogLine;
  from: number;
  /** From 0 to `end` milliseconds in so many pixels. */
  scale: { end: number; pixels: number };
}

function Bar({ line: { ms, waits }, from, scale: { end, pixels } }: BarProps) {
  const inPixels = (value: number) => (value / end) * pixels;
  const width = Math.max(leastPixels, inPixels(ms));
  const x = Math.min(inPixels(from), pixels - width);
  return (
    <>
      <rect x={Math.max(0, x)} y="50%" width={width} height="16" class="step compute" />
      {waits.map(([kind, begin, finish]) => (
        <rect
          key={`${kind} ${begin}`}
          x={inPixels(from + begin)}
          y="50%"
          width={inPixels(finish - begin)}
          height="16"
          class={`step ${kind}`}
        >
          <title>
            {waitNames[kind]} for {inMs(finish - begin)}
          </title>
        </rect>
      ))}
    </>
  );
}
