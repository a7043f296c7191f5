import { useEffect, useState } from 'preact/hooks';
import { ask } from '../ask.ts';
import { ConsolePage, showPage } from '../console-page.tsx';
import { useLoad } from '../hooks.ts';
import { ErrorNotice, Loading } from '../notice.tsx';
import { ActivationsTable } from './activations-table.tsx';
import type { Activations } from './types.ts';

const againMs = 3000;

/** The newest activations of all serverless forms; the list is read again on its own, as long as the page is seen. */
function Page() {
  const [action, choose] = useState('');
  const path = `/activations.json?${new URLSearchParams(action === '' ? {} : { action })}`;
  const { value, error, reload } = useLoad(path, () => ask<Activations>(path));
  const known = useKnownActions(value);
  useEffect(() => {
    const timer = setInterval(() => document.hidden || reload(), againMs);
    return () => clearInterval(timer);
  }, [reload]);
  return (
    <ConsolePage
      title="Activations"
      lead="Each is one run of an action of a serverless form, the newest first."
    >
      <ErrorNotice text={error} retry={reload} />
      {!value && !error && <Loading what="the activations" />}
      {value?.problems.map((problem) => (
        <ErrorNotice key={problem} text={problem} />
      ))}
      {value?.hosts.length === 0 ? (
        <p class="panel">
          No serverless form is started here. <code>npm start</code> without <code>--form microservice</code>{' '}
          starts one.
        </p>
      ) : (
        value && (
          <section class="panel stack" aria-label="The newest activations">
            <label class="chosen-action">
              Action
              <select
                class="input"
                value={action}
                onChange={({ currentTarget }) => choose(currentTarget.value)}
              >
                <option value="">all</option>
                {known.map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </select>
            </label>
            <ActivationsTable activations={value.activations} />
          </section>
        )
      )}
    </ConsolePage>
  );
}

/** The names of all actions that the page has seen, sorted. */
function useKnownActions(value: Activations | undefined): string[] {
  const [known, learn] = useState<string[]>([]);
  useEffect(() => {
    const seen = value?.activations.map(({ action }) => action) ?? [];
    learn((before) => [...new Set([...before, ...seen])].sort());
  }, [value]);
  return known;
}

showPage(<Page />);
