import { useState } from 'preact/hooks';
import type { ObservedForm } from '../../../../../../shared/ui/form-badge.tsx';
import { useAction, useClock } from '../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../../shared/ui/store.ts';
import { observedForm } from '../../parts/observed-form.ts';
import { Progress } from '../../parts/progress.tsx';
import { type Both, bothStore, compileInBoth } from './both.ts';
import { inSeconds } from './seconds.ts';

const stepWords = {
  Invocation: 'Calling the service, and waiting for it to start',
  Init: 'Starting an instance and connecting to stores',
  Compute: 'Working, LaTeX above all',
  Store: 'Reading and writing stores',
} as const;
const steps = Object.keys(stepWords) as (keyof typeof stepWords)[];

/** Compiles in both forms when it is asked to, and compares the times by step. */
export function BothForms() {
  const both = useStore(bothStore);
  const form = useStore(observedForm);
  const comparing = useAction(compileInBoth);
  return (
    <div class="both-forms">
      <button type="button" disabled={comparing.busy} onClick={() => void comparing.run()}>
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

function Comparison({ both: { here, there }, form }: { both: Both; form: ObservedForm }) {
  const ratio = there.totalMs / here.totalMs;
  const [own, other] =
    form === undefined ? ['This form', 'The other form'] : [names[form], names[others[form]]];
  return (
    <table>
      <caption>The same compile from scratch in both forms</caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col">{own}</th>
          <th scope="col">{other}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step}>
            <th scope="row" title={stepWords[step]}>
              {step}
            </th>
            <td>{inSeconds(here.steps[step])}</td>
            <td>{inSeconds(there.steps[step])}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">Total</th>
          <td>{inSeconds(here.totalMs)}</td>
          <td>{inSeconds(there.totalMs)}</td>
        </tr>
        {(here.status !== 'success' || there.status !== 'success') && (
          <tr>
            <th scope="row">Ended as</th>
            <td>{here.status}</td>
            <td>{there.status}</td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3}>
            {other} took {ratio.toFixed(2)} times as long as {own.toLowerCase()}.
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
