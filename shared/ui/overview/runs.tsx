import { useStore } from '../store.ts';
import { formNames, forms, inMs, median, runs, timesOf } from './state.ts';

/** The last runs, a dot each, with their median; to one scale, like the bars. */
export function Runs({ app, title }: { app: string; title: string }) {
  const all = useStore(runs)[app] ?? [];
  const times = forms.map((form) => ({
    form,
    totals: all.flatMap((run) => timesOf(run, form)?.totalMs ?? []),
  }));
  const end = Math.max(1, ...times.flatMap(({ totals }) => totals)) * 1.05;
  const at = (ms: number) => `${(ms / end) * 100}%`;
  return (
    <section class="runs" aria-label={`Last runs of ${title}`}>
      <h3>
        Last runs <span class="muted">time until the answer, at most ten</span>
      </h3>
      {times.map(({ form, totals }) => (
        <div key={form} class={`run-row ${form}`}>
          <p class="bar-name">
            {formNames[form]}
            <span>
              median <strong>{totals.length > 0 ? inMs(median(totals)) : '–'}</strong>{' '}
              <span class="muted">of {totals.length}</span>
            </span>
          </p>
          <svg width="100%" height="30" class="dots" aria-hidden="true">
            <line x1="0" x2="100%" y1="15" y2="15" class="dots-axis" />
            {totals.length > 0 && (
              <line x1={at(median(totals))} x2={at(median(totals))} y1="3" y2="27" class="median" />
            )}
            {totals.map((ms, i) => (
              <circle
                key={i}
                cx={at(ms)}
                cy="15"
                r={i === totals.length - 1 ? 7 : 5}
                class={i === totals.length - 1 ? 'last' : ''}
              >
                <title>{inMs(ms)}</title>
              </circle>
            ))}
          </svg>
        </div>
      ))}
    </section>
  );
}
