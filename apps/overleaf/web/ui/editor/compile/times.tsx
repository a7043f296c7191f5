import { useStore } from '../../../../../../shared/ui/store.ts';
import { observedForm } from '../../parts/observed-form.ts';
import { hasOtherForm } from './both.ts';
import { BothForms } from './both-forms.tsx';
import type { Compiled } from './compile.ts';
import { inSeconds } from './seconds.ts';
import { steps as stepNames, stepWords } from './steps.ts';
import { useDismiss } from './use-dismiss.ts';

const names: Record<string, string> = {
  compileE2E: 'In the compiler service',
  sync: 'Writing the files',
  compile: 'Running LaTeX',
  output: 'Keeping the results',
};
const forms = { microservice: 'microservices', serverless: 'serverless functions' };

/** How long a compile has taken, as a whole and by its parts, and in which form. */
export function Times({ tookMs, compiled: { timings, steps } }: { tookMs: number; compiled: Compiled }) {
  const form = useStore(observedForm);
  const menu = useDismiss();
  return (
    <details class="drop times" ref={menu}>
      <summary>Times</summary>
      <div class="drop-menu">
        <table>
          {form !== undefined && <caption>Compiled by {forms[form]}</caption>}
          <tbody>
            <Row name="As this page has seen it" ms={tookMs} />
            {steps &&
              stepNames.map((step) => (
                <Row key={step} name={step} title={stepWords[step]} ms={steps[step]} />
              ))}
            {Object.entries(names).map(
              ([key, name]) => timings[key] !== undefined && <Row key={key} name={name} ms={timings[key]} />,
            )}
          </tbody>
        </table>
        {hasOtherForm && <BothForms />}
      </div>
    </details>
  );
}

const Row = ({ name, title, ms }: { name: string; title?: string; ms: number }) => (
  <tr>
    <th scope="row" title={title}>
      {name}
    </th>
    <td>{inSeconds(ms)}</td>
  </tr>
);
