import { useEffect, useMemo } from 'preact/hooks';
import { PictureOf, Shape } from './picture.tsx';
import type { BoxKind, Picture } from './picture-types.ts';
import { endMs, type Playback, playbacksOf } from './playback.ts';
import { type AppNames, type Form, formNames, forms } from './state.ts';
import { StepsInOrder } from './steps-in-order.tsx';
import type { TraceState } from './trace-types.ts';
import { usePlayback } from './use-playback.ts';
import { type Visit, visitsOf } from './visits.ts';

const kinds: BoxKind[] = ['front door', 'process', 'action', 'broker', 'store'];

interface Props {
  title: string;
  scenario: string;
  pictures: AppNames['pictures'];
  /** What the services did for the last request; undefined before the first one. */
  traces: Partial<Record<Form, TraceState>> | undefined;
}

/** The parts of both forms, which light up one after the other as they did for the last request, slowly enough to be seen. */
export function Pictures({ title, scenario, pictures, traces }: Props) {
  const shown = forms.flatMap((form) => (pictures[form] ? [{ form, picture: pictures[form] }] : []));
  const played = useMemo(() => playedOf(shown, traces), [traces, pictures]);
  const { position, play } = usePlayback(endMs);
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  useEffect(() => {
    if (traces && !isStill) play();
  }, [traces]);
  const now = position ?? Number.POSITIVE_INFINITY;
  const slower = Object.values(played)[0]?.playback.slower;
  return (
    <>
      <div class="pictures">
        {shown.map(({ form, picture }) => (
          <section key={form} class={form} aria-label={`Parts of ${title}: ${formNames[form]}`}>
            <p class="bar-name">{formNames[form]}</p>
            <PictureOf
              picture={picture}
              title={`Parts of ${title}: ${formNames[form]}`}
              playback={played[form]?.playback}
              now={now}
            />
            {played[form] && (
              <StepsInOrder
                visits={played[form].visits}
                picture={picture}
                title={`${scenario}, ${formNames[form]}`}
              />
            )}
          </section>
        ))}
      </div>
      <Legend picked={kinds.filter((kind) => shown.some(({ picture }) => has(picture, kind)))} />
      {slower !== undefined && (
        <div class="app-head">
          <p class="muted">
            {isStill ? 'The numbers are the steps in their order.' : speedOf(slower)} Both forms to one scale;
            times in which nothing is logged are shortened. The log does not say for which store a service
            waits, so a service that uses several lights up all of them.
          </p>
          {!isStill && (
            <button type="button" class="button small" disabled={position !== undefined} onClick={play}>
              {position === undefined ? 'Play it again' : 'Playing…'}
            </button>
          )}
        </div>
      )}
    </>
  );
}

interface Played {
  visits: Visit[];
  playback: Playback;
}

function playedOf(
  shown: { form: Form; picture: Picture }[],
  traces: Props['traces'],
): Partial<Record<Form, Played>> {
  const found = shown.flatMap(({ form, picture }) => {
    const trace = traces?.[form];
    return trace && trace.lines.length > 0 ? [{ form, visits: visitsOf(picture, trace) }] : [];
  });
  const playbacks = playbacksOf(found.map(({ visits }) => visits));
  return Object.fromEntries(
    found.flatMap(({ form, visits }, index) => {
      const playback = playbacks[index];
      return playback ? [[form, { visits, playback }]] : [];
    }),
  );
}

const has = ({ boxes }: Picture, kind: BoxKind): boolean => boxes.some((box) => box.kind === kind);

const speedOf = (slower: number): string =>
  slower >= 1
    ? `Shown ${Math.round(slower)} times slower than it was.`
    : `Shown ${Math.round(1 / slower)} times faster than it was.`;

function Legend({ picked }: { picked: BoxKind[] }) {
  return (
    <ul class="legend" aria-label="Kinds of parts">
      {picked.map((kind) => (
        <li key={kind}>
          <svg width="40" height="36" viewBox="-1 -1 66 36" aria-hidden="true">
            <g class={`box ${kind.replace(' ', '-')}`}>
              <Shape kind={kind} width={64} />
            </g>
          </svg>
          {kind}
        </li>
      ))}
    </ul>
  );
}
