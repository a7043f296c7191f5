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
import { stepMeanings } from './step-meanings.ts';

const meaning: Record<Step | 'Rest', string> = {
  ...stepMeanings,
  Rest: 'in no step: medians of steps need not add up to the median of the whole',
  Dispatch: 'after the answer, nobody waits for it',
};

/** The same numbers as in the bars, as a table; it is the legend too. */
export function StepsTable({ app }: { app: AppState }) {
  return (
    <table class="steps-table">
      <caption class="hidden">The parts of the time, in both forms</caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          {forms.map((form) => (
            <th key={form} scope="col" class={`number ${form}`}>
              {formNames[form]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...answerSteps, 'Rest' as const, 'Dispatch' as const].map((step) => (
          <tr key={step} class={step === 'Dispatch' ? 'later' : ''}>
            <th scope="row">
              <svg width="16" height="16" class="swatch" aria-hidden="true">
                <rect width="16" height="16" rx="4" class={`step ${step.toLowerCase()}`} />
              </svg>
              {step} <span class="muted">{meaning[step]}</span>
            </th>
            {forms.map((form) => (
              <td key={form} class="number">
                {shown(timesOf(app, form), (times) => (step === 'Rest' ? restOf(times) : times.steps[step]))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            <svg width="16" height="16" class="swatch" aria-hidden="true">
              <line x1="8" x2="8" y1="0" y2="16" class="answer" />
            </svg>
            Until the answer
          </th>
          {forms.map((form) => (
            <td key={form} class="number">
              {shown(timesOf(app, form), answered)}
            </td>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}

const shown = (times: Times | undefined, msOf: (times: Times) => number): string =>
  times === undefined ? '–' : inMs(msOf(times));
