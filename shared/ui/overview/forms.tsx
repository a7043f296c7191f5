import { useEffect, useState } from 'preact/hooks';
import { counted } from '../../cli/counted.ts';
import { useAction } from '../hooks.ts';
import { inWords } from '../in-words.ts';
import { ErrorNotice, Loading } from '../notice.tsx';
import type { FormState } from './forms-state.ts';
import { changeForm, isChanging, useFormStates } from './forms-store.ts';
import { formNames } from './state.ts';

/** All applications with their forms: what each does now, where it is, and the buttons that stop and start it. */
export function Forms() {
  const [error, tell] = useState<Error>();
  const states = useFormStates(tell);
  const titles = new Map(states?.map(({ app, title }) => [app, title]));
  return (
    <section class="panel stack" aria-labelledby="forms">
      <h2 id="forms">Applications and forms</h2>
      <ErrorNotice text={error && inWords(error)} />
      {!states && !error && <Loading what="the forms" />}
      {[...titles].map(([app, title]) => (
        <section key={app} class="app-forms" aria-label={`Forms of ${title}`}>
          <h3>
            <a href={`#${app}`}>{title}</a>
          </h3>
          <ul class="form-rows">
            {states
              ?.filter((each) => each.app === app)
              .map((each) => (
                <FormRow key={`${each.form} ${each.placement}`} state={each} />
              ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function FormRow({ state }: { state: FormState }) {
  const { form, title, url, condition, canChange, apihost } = state;
  const what = condition === 'stopped' || condition === 'starting' ? 'start' : 'stop';
  const change = useAction(() => changeForm(state, what));
  const { forget } = change;
  const isSettled = !isChanging(state);
  useEffect(() => {
    if (isSettled) forget(); // a refusal that a form was changing is no longer true
  }, [isSettled, forget]);
  const name = `the ${formNames[form]} form of ${title}`;
  return (
    <li class={`form-row ${form}`}>
      <h4 class={form}>{formNames[form]}</h4>
      <p class={`condition ${condition}`}>{condition}</p>
      <div class="form-says" role="status">
        <Says state={state} isBusy={change.busy} />
      </div>
      <p class="form-links">
        {condition === 'running' && (
          <a href={url} target="_blank" rel="noreferrer">
            Open<span class="hidden"> {name}</span> <span class="mono">{url}</span>{' '}
            <span aria-hidden="true">↗</span>
          </a>
        )}
        {apihost && (
          <a href="/activations">
            Activations<span class="hidden"> of {name}</span>
          </a>
        )}
      </p>
      {canChange && (
        <button
          type="button"
          class="button small"
          disabled={change.busy || isChanging(state)}
          onClick={() => void change.run()}
        >
          {what === 'stop' ? 'Stop' : 'Start'}
          <span class="hidden"> {name}</span>
        </button>
      )}
      <ErrorNotice text={change.error ?? (state.error && inWords(state.error))} />
    </li>
  );
}

/** The health of a form that runs, or what is being done to it. */
function Says({ state, isBusy }: { state: FormState; isBusy: boolean }) {
  const { condition, health, doing, forMs = 0 } = state;
  if (isChanging(state) || isBusy) {
    const steps = doing.length === 0 ? 'Waiting for the runner' : doing.join('; ');
    return (
      <>
        <progress aria-label={`${state.title}, ${formNames[state.form]}: ${condition}`} />
        <p>
          {steps} … {isChanging(state) && <span class="muted">{Math.round(forMs / 1000)} s</span>}
        </p>
      </>
    );
  }
  if (condition === 'stopped') return <p class="muted">Its data stay in the stores. Nothing of it runs.</p>;
  if (health === undefined) return null;
  return health.problems.length === 0 ? (
    <p class="healthy">
      Healthy: {counted(health.processes, 'process', 'processes')}
      {health.actions > 0 && `, ${counted(health.actions, 'action')}`}
    </p>
  ) : (
    <p class="unhealthy">Not healthy: {health.problems.join('; ')}</p>
  );
}
