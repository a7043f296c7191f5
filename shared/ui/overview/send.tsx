import { useState } from 'preact/hooks';
import { useAction } from '../hooks.ts';
import { ErrorNotice, Hints } from '../notice.tsx';
import { Pictures } from './pictures.tsx';
import { type AppNames, formNames, forms, inMs, sendOne } from './state.ts';
import type { Sent, TraceState } from './trace-types.ts';
import { Waits } from './waits.tsx';
import { Waterfall } from './waterfall.tsx';

/** Sends one request to both forms, and shows what each service did for it, and when. */
export function Send({ name, names }: { name: string; names: AppNames }) {
  const { title, scenario, pictures, waitsOnPurpose } = names;
  const [sent, setSent] = useState<Sent>();
  const { run, busy, error } = useAction(async () => setSent(await sendOne(name)));
  const traces = sent?.traces;
  const end = Math.max(1, ...Object.values(traces ?? {}).map(lengthOf));
  return (
    <section class="panel stack" aria-labelledby={`send-${name}`}>
      <div class="app-head">
        <h3 id={`send-${name}`}>
          One {scenario} through the services{' '}
          <span class="muted">sent to each form, one after the other</span>
        </h3>
        <button type="button" class="button" disabled={busy} onClick={() => void run()}>
          {busy ? 'Sending…' : 'Send one to both'}
        </button>
      </div>
      <div role="status" class="stack">
        {busy ? (
          <progress aria-label={`one ${scenario} is sent to each form`} />
        ) : (
          <Hints texts={error ? [] : sent?.notices} />
        )}
      </div>
      <ErrorNotice text={error} />
      <Pictures title={title} scenario={scenario} pictures={pictures} traces={traces} />
      {traces && (
        <p class="muted">
          Both forms are drawn to one scale, so the lengths of their bars can be compared. Colours as in the
          steps above; pale is waiting for another service. Times of rows are those of the services; the time
          until the answer is the client’s, which also needs its connection. Nobody waited for what comes
          after the answer.
        </p>
      )}
      <Waits sentences={servicesIn(traces).map((service) => waitsOnPurpose[service])} />
      {traces && (
        <div class="waterfalls">
          {forms.map((form) => {
            const trace = traces[form];
            return trace ? (
              <div key={form} class={form}>
                <p class="bar-name">
                  {formNames[form]}
                  <span>
                    answered after <strong>{inMs(trace.totalMs)}</strong>
                  </span>
                </p>
                <Waterfall trace={trace} end={end} title={`${scenario}, ${formNames[form]}`} />
              </div>
            ) : null;
          })}
        </div>
      )}
    </section>
  );
}

const servicesIn = (traces: Sent['traces'] = {}): string[] => [
  ...new Set(Object.values(traces).flatMap(({ lines }) => lines.map(({ service }) => service))),
];

/** Milliseconds from the first moment of a trace to the last one, which may be long after the answer. */
function lengthOf({ lines, totalMs }: TraceState): number {
  const first = Math.min(...lines.map(({ at }) => at));
  return Math.max(totalMs, ...lines.map(({ at, ms }) => at + ms - first));
}
