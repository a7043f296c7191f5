import { useRef } from 'preact/hooks';
import { useWidth } from '../hooks.ts';
import {
  type AppState,
  answered,
  answerSteps,
  formNames,
  forms,
  inMs,
  restOf,
  type Step,
  type Times,
  timesOf,
} from './state.ts';
import { TimeAxis, timeTicks } from './time-axis.tsx';

const height = 46;
/** A value is written into its part of the bar where it fits: the pixels of a character, and of the space around a text. */
const text = { perCharacter: 8.5, around: 10 };
const fits = (words: string, pixels: number): boolean =>
  words.length * text.perCharacter + text.around <= pixels;

/** The end of the scale, the same for both bars: the longest of them with its dispatch. */
const longest = (app: AppState): number =>
  Math.max(
    1,
    ...forms
      .flatMap((form) => timesOf(app, form) ?? [])
      .map((times) => answered(times) + times.steps.Dispatch),
  );

/** One bar a form, to one scale: what the time until the answer went into, and the dispatch after it. */
export function Bars({ app }: { app: AppState }) {
  const end = longest(app);
  return (
    <div class="bars" aria-hidden="true">
      <svg width="0" height="0" class="patterns">
        <title>Patterns</title>
        <defs>
          <pattern
            id="after"
            width="7"
            height="7"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="7" height="7" class="hatch-ground" />
            <rect width="3" height="7" class="hatch-line" />
          </pattern>
        </defs>
      </svg>
      {forms.map((form) => {
        const run = timesOf(app, form);
        return (
          <div key={form} class="bar-row">
            <p class={`bar-name ${form}`}>
              {formNames[form]}
              <strong>{run ? inMs(answered(run)) : '–'}</strong>
            </p>
            {run ? <Bar run={run} end={end} /> : <p class="muted">{app[form]?.error ?? 'not measured'}</p>}
          </div>
        );
      })}
      <Scale end={end} />
    </div>
  );
}

function Scale({ end }: { end: number }) {
  const box = useRef<HTMLDivElement>(null);
  const pixels = useWidth(box);
  return (
    <div class="bar-row">
      <div class="no-name" />
      <div ref={box}>{pixels > 0 && <TimeAxis end={end} ticks={timeTicks(end, pixels)} />}</div>
    </div>
  );
}

function Bar({ run, end }: { run: Times; end: number }) {
  const box = useRef<HTMLDivElement>(null);
  const pixels = useWidth(box);
  const share = (ms: number) => (ms / end) * 100;
  let from = 0;
  const parts = [
    ...answerSteps.map((step) => ({ step: step as Step | 'Rest', ms: run.steps[step] })),
    {
      step: 'Rest' as const,
      ms: restOf(run),
    },
    { step: 'Dispatch' as const, ms: run.steps.Dispatch },
  ].map(({ step, ms }) => {
    const part = { step, ms, x: from, width: share(ms) };
    from += part.width;
    return part;
  });
  const answer = share(answered(run));
  return (
    <div ref={box}>
      <svg width="100%" height={height + 8} class="bar">
        <title>Time until the answer, and dispatch</title>
        {parts.map(({ step, ms, x, width }) => (
          <g key={step}>
            <rect x={`${x}%`} y="4" width={`${width}%`} height={height} class={`step ${step.toLowerCase()}`}>
              <title>{`${step}: ${inMs(ms)}`}</title>
            </rect>
            {fits(inMs(ms), (width / 100) * pixels) && (
              <text x={`${x + width / 2}%`} y={4 + height / 2} class={`step-text ${step.toLowerCase()}`}>
                {inMs(ms)}
              </text>
            )}
          </g>
        ))}
        <line x1={`${answer}%`} x2={`${answer}%`} y1="0" y2={height + 8} class="answer" />
      </svg>
    </div>
  );
}
