import { counted } from '../../cli/counted.ts';
import { ask } from '../ask.ts';
import { useAction } from '../hooks.ts';
import { ErrorNotice } from '../notice.tsx';
import { Time } from '../time.tsx';
import { PlotOne } from './plot-one.tsx';
import { PlotTwo } from './plot-two.tsx';
import type { RunState } from './run-state.ts';
import { timeLeft, usualTime } from './time-left.ts';
import type { Asked } from './types.ts';

/** What a person has chosen of a run. */
const lengthOf = ({ placements, rounds, requests, seconds }: Asked): string =>
  [
    ...placements,
    ...(rounds === undefined ? [] : [counted(rounds, 'round')]),
    ...(requests === undefined ? [] : [`${counted(requests, 'request')} a round`]),
    ...(seconds === undefined ? [] : [`${seconds} s a ramp`]),
  ].join(', ');

/** The present run, or the last one: what it does, how far it is, and what it has measured so far. */
export function Run({ run }: { run: RunState }) {
  const { asked, at, points, seconds, end } = run;
  const stop = useAction(async () => {
    await ask('/experiments/stop', { method: 'POST' });
  });
  return (
    <section class="panel stack" aria-labelledby="run">
      <div class="run-head">
        <div>
          <h2 id="run">
            Experiment {asked.experiment} on {asked.app}
          </h2>
          <p class="muted">
            {lengthOf(asked)}; started at <Time at={at} />
          </p>
        </div>
        {end === undefined && (
          <button type="button" class="button" disabled={stop.busy} onClick={() => void stop.run()}>
            {stop.busy ? 'Stopping…' : 'Stop'}
          </button>
        )}
      </div>
      <ErrorNotice text={stop.error} />
      {end === undefined ? <Progress run={run} /> : <End run={run} />}
      {points.length > 0 && <PlotOne points={points} />}
      {seconds.length > 0 && <PlotTwo seconds={seconds} />}
    </section>
  );
}

function Progress({ run: { firstPart, part, line } }: { run: RunState }) {
  return (
    <div class="stack tight">
      <p role="status">{part?.doing ?? line ?? 'Starting the command'}</p>
      {part === undefined ? (
        <progress aria-label="the experiment is prepared" />
      ) : (
        <progress aria-label="parts measured" value={part.done} max={part.of} />
      )}
      <p class="muted">{timeLeft(firstPart, part) ?? usualTime}</p>
    </div>
  );
}

function End({ run: { end, result, conclusion } }: { run: RunState }) {
  if (end?.how === 'failed')
    return (
      <div class="notice error" role="alert">
        <p>It has failed:</p>
        <pre class="why">{end.why}</pre>
      </div>
    );
  if (end?.how === 'stopped')
    return (
      <p class="notice" role="status">
        It was stopped, and its servers have ended. Nothing is kept of it.
      </p>
    );
  return (
    <p class="notice" role="status">
      It is done. {conclusion}{' '}
      {result !== undefined && <a href={`/experiments/results/${result}.html`}>Read its report</a>}
    </p>
  );
}
