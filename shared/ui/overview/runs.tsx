import { type AppState, type FormState, formNames, forms, inMs } from './state.ts';

/** The first run of each form and the range of the warm ones, to one scale. */
export function Runs({ app, title }: { app: AppState; title: string }) {
  const shown = forms.flatMap((form) => (app[form]?.ok ? [{ form, state: app[form] }] : []));
  const end =
    1.05 *
    Math.max(1, ...shown.flatMap(({ state }) => [state.totalMs ?? 0, state.warm?.totalMs.greatest ?? 0]));
  return (
    <section class="runs" aria-label={`First and warm runs of ${title}`}>
      <h3>
        First and warm runs <span class="muted">time until the answer; the dot is the first run</span>
      </h3>
      {shown.map(({ form, state }) => (
        <div key={form} class={`run-row ${form}`}>
          <p class="bar-name">
            {formNames[form]}
            <span>
              first <strong>{shownMs(state.totalMs)}</strong>, warm{' '}
              <strong>{shownMs(state.warm?.totalMs.median)}</strong>{' '}
              <span class="muted">{rangeOf(state)}</span>
            </span>
          </p>
          <Range state={state} end={end} />
        </div>
      ))}
    </section>
  );
}

const shownMs = (ms: number | undefined): string => (ms === undefined ? '–' : inMs(ms));

const rangeOf = ({ warm }: FormState): string =>
  warm === undefined ? '' : `${inMs(warm.totalMs.least)} to ${inMs(warm.totalMs.greatest)}`;

function Range({ state: { totalMs, warm }, end }: { state: FormState; end: number }) {
  const at = (ms: number) => `${(ms / end) * 100}%`;
  return (
    <svg width="100%" height="30" class="range" aria-hidden="true">
      <line x1="0" x2="100%" y1="15" y2="15" class="range-axis" />
      {warm && (
        <>
          <line x1={at(warm.totalMs.least)} x2={at(warm.totalMs.greatest)} y1="15" y2="15" class="spread" />
          <line x1={at(warm.totalMs.median)} x2={at(warm.totalMs.median)} y1="3" y2="27" class="median" />
        </>
      )}
      {totalMs !== undefined && <circle cx={at(totalMs)} cy="15" r="7" />}
    </svg>
  );
}
