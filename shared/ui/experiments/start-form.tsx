import { useState } from 'preact/hooks';
import { ask } from '../ask.ts';
import { Field } from '../field.tsx';
import { useAction } from '../hooks.ts';
import { ErrorNotice } from '../notice.tsx';
import { usualTime } from './time-left.ts';
import type { Asked, Choices } from './types.ts';

const experiments = {
  one: {
    title: 'One: the time of a request',
    does: 'One client sends requests to both forms in turns. The result shows how long a request takes, and in which steps. Before the first round, each form gets more of the same requests, so that its code is compiled.',
  },
  two: {
    title: 'Two: a growing load',
    does: 'The load grows from second to second until each form is saturated. The result shows how many requests are answered, how fast, and at what cost.',
  },
};

/** Where calls between actions go. */
const placementWords: Record<string, string> = {
  platform: 'through OpenWhisk',
  direct: 'over a socket between instances',
  fused: 'within one process',
};

/** What to measure, with what the command takes when it is told nothing else. */
export function StartForm({ choices, isRunning }: { choices: Choices; isRunning: boolean }) {
  const [experiment, setExperiment] = useState<Asked['experiment']>('one');
  const [placements, setPlacements] = useState(choices.placements.slice(0, 1));
  const { run, busy, error } = useAction(async (form: FormData) => {
    const number = (name: string) => (form.get(name) ? Number(form.get(name)) : undefined);
    const asked: Asked = {
      experiment,
      app: String(form.get('app')),
      placements,
      ...(experiment === 'one'
        ? { rounds: number('rounds'), requests: number('requests') }
        : { seconds: number('seconds') }),
    };
    await ask('/experiments/start', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    });
  });
  const choose = (name: string, isChosen: boolean) =>
    setPlacements(
      choices.placements.filter((each) => (each === name ? isChosen : placements.includes(each))),
    );
  return (
    <section class="panel stack" aria-labelledby="start">
      <h2 id="start">Start an experiment</h2>
      <form
        class="start"
        onSubmit={(event) => {
          event.preventDefault();
          void run(new FormData(event.currentTarget));
        }}
      >
        <div class="field">
          <label for="experiment">Experiment</label>
          <select
            id="experiment"
            class="input"
            value={experiment}
            onChange={({ currentTarget }) => setExperiment(currentTarget.value === 'two' ? 'two' : 'one')}
          >
            {Object.entries(experiments).map(([value, { title }]) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="app">Application</label>
          <select id="app" name="app" class="input">
            {choices.apps.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </div>
        {experiment === 'one' ? (
          <>
            <Field label="Rounds" name="rounds" type="number" min={1} max={1000} defaultValue="20" />
            <Field
              label="Requests of a round"
              name="requests"
              type="number"
              min={1}
              max={1000}
              required={false}
              placeholder="the usual number"
            />
          </>
        ) : (
          <Field
            label="Seconds of each ramp"
            name="seconds"
            type="number"
            min={1}
            max={1000}
            defaultValue="20"
          />
        )}
        <fieldset>
          <legend>Placements: where calls between actions go</legend>
          {choices.placements.map((name) => (
            <label key={name}>
              <input
                type="checkbox"
                checked={placements.includes(name)}
                onChange={({ currentTarget }) => choose(name, currentTarget.checked)}
              />{' '}
              {name} <span class="muted">{placementWords[name]}</span>
            </label>
          ))}
        </fieldset>
        <button type="submit" class="button primary" disabled={busy || isRunning || placements.length === 0}>
          {isRunning ? 'One is running' : 'Start'}
        </button>
      </form>
      <ErrorNotice text={error} />
      <p class="muted">
        {experiments[experiment].does} The experiment runs on servers of its own. {usualTime} Its result is
        kept in <code>{choices.folder}</code>.
      </p>
    </section>
  );
}
