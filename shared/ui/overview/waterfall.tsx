import { inMs } from './state.ts';
import type { LogLine, TraceState } from './trace-types.ts';

const waitNames = {
  init: 'connects to a store',
  store: 'waits for a store',
  call: 'waits for another service',
  gateway: 'waits for a system outside',
};

/** What each service did for a request, and when: a row for each, to the scale `end` in milliseconds. */
export function Waterfall({
  trace: { lines },
  end,
  title,
}: {
  trace: TraceState;
  end: number;
  title: string;
}) {
  const first = Math.min(...lines.map(({ at }) => at));
  const rows = [...lines].sort((a, b) => a.at - b.at);
  if (rows.length === 0) return <p class="muted">The services have logged nothing about it.</p>;
  return (
    <table class="waterfall">
      <caption class="hidden">{title}: what each service did, and when</caption>
      <colgroup>
        <col class="service" />
        <col />
        <col class="duration" />
      </colgroup>
      <thead class="hidden">
        <tr>
          <th scope="col">Service</th>
          <th scope="col">When</th>
          <th scope="col">How long</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((line) => (
          <tr key={`${line.service} ${line.at} ${line.ms}`}>
            <th scope="row">
              {line.service} {line.work && <span class="muted">{line.work}</span>}
            </th>
            <td>
              <Row line={line} from={line.at - first} end={end} />
              <span class="hidden">{inMs(line.at - first)} after the beginning</span>
            </td>
            <td class="number">{inMs(line.ms)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Row({ line: { ms, waits }, from, end }: { line: LogLine; from: number; end: number }) {
  const at = (value: number) => `${(100 * value) / end}%`;
  return (
    <svg width="100%" height="16" aria-hidden="true">
      <rect x={at(from)} width={at(ms)} height="16" class="step compute" />
      {waits.map(([kind, begin, finish]) => (
        <rect
          key={`${kind} ${begin}`}
          x={at(from + begin)}
          width={at(finish - begin)}
          height="16"
          class={`step ${kind}`}
        >
          <title>
            {waitNames[kind]} for {inMs(finish - begin)}
          </title>
        </rect>
      ))}
    </svg>
  );
}
