import { useState } from 'preact/hooks';
import type { ObservedForm } from '../../../../../../shared/ui/form-badge.tsx';
import { useAction, useClock } from '../../../../../../shared/ui/hooks.ts';
import { inWords } from '../../../../../../shared/ui/in-words.ts';
import { ErrorNotice } from '../../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../../shared/ui/store.ts';
import { observedForm } from '../../parts/observed-form.ts';
import { Progress } from '../../parts/progress.tsx';
import { type Both, bothStore, compileInBoth, type Measured, type Outcome } from './both.ts';
import { compileStore } from './compiling.ts';
import { inSeconds } from './seconds.ts';
import { steps, stepWords } from './steps.ts';

/** Compiles in both forms when it is asked to, and compares the times by step. */
export function BothForms() {
  const both = useStore(bothStore);
  const form = useStore(observedForm);
  const comparing = useAction(compileInBoth);
  const { busy } = useStore(compileStore);
  return (
    <div class="both-forms">
      <button type="button" disabled={busy} onClick={() => void comparing.run()}>
        Compile in both forms
      </button>
      {comparing.busy ? <Running /> : both && <Comparison both={both} form={form} />}
      <ErrorNotice text={comparing.error} />
    </div>
  );
}

function Running() {
  const now = useClock(true, 1000);
  const [start] = useState(() => performance.now());
  const seconds = Math.max(0, Math.round((now - start) / 1000));
  return (
    <div>
      <Progress text="Compiling from scratch in one form, then in the other…" part={undefined} />
      <span aria-hidden="true">{seconds} s</span>
    </div>
  );
}

const names = { microservice: 'Microservices', serverless: 'Serverless' };
const others = { microservice: 'serverless', serverless: 'microservice' } as const;

/** How long something took in one form, in words; a dash where the form could not compile. */
const took = (outcome: Outcome, msOf: (measured: Measured) => number): string =>
  'error' in outcome ? '–' : inSeconds(msOf(outcome));

const endOf = (outcome: Outcome): string => ('error' in outcome ? inWords(outcome.error) : outcome.status);

function Comparison({ both, form }: { both: Both; form: ObservedForm }) {
  const { here, there, first } = both;
  const [own, other] =
    form === undefined ? ['This form', 'The other form'] : [names[form], names[others[form]]];
  const row = (name: string, msOf: (measured: Measured) => number, title?: string) => (
    <tr key={name}>
      <th scope="row" title={title}>
        {name}
      </th>
      <td>{took(here, msOf)}</td>
      <td>{took(there, msOf)}</td>
    </tr>
  );
  return (
    <table>
      <caption>The same compile from scratch in both forms, one after the other</caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col">{own}</th>
          <th scope="col">{other}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => row(step, (measured) => measured.steps[step], stepWords[step]))}
        {row('Total', ({ totalMs }) => totalMs)}
        {[here, there].some((outcome) => endOf(outcome) !== 'success') && (
          <tr>
            <th scope="row">Ended as</th>
            <td>{endOf(here)}</td>
            <td>{endOf(there)}</td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3}>
            {{ here: own, there: other }[first]} compiled first, by chance; the first may find files cold.{' '}
            {'totalMs' in here && 'totalMs' in there && (
              <>
                {other} took {(there.totalMs / here.totalMs).toFixed(2)} times as long as {own.toLowerCase()}.
              </>
            )}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
