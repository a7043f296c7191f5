import { useEffect, useState } from 'preact/hooks';
import { counted } from '../../cli/counted.ts';
import { ask } from '../ask.ts';
import { ConsolePage, showPage } from '../console-page.tsx';
import { useLoad } from '../hooks.ts';
import { ErrorNotice, Hints, Loading } from '../notice.tsx';
import { ActivationsTable } from './activations-table.tsx';
import { Filters } from './filters.tsx';
import { requestsOf } from './requests.ts';
import type { Activations, Choice } from './types.ts';

const againMs = 3000;

/** The newest activations of all serverless forms; the list is read again on its own, as long as the page is seen. */
function Page() {
  const [choice, choose] = useState<Choice>({ action: '', isWithoutSweeps: true });
  const path = `/activations.json?${queryOf(choice)}`;
  const { value, error, reload } = useLoad(path, () => ask<Activations>(path));
  const known = useKnownActions(value);
  useEffect(() => {
    const timer = setInterval(() => document.hidden || reload(), againMs);
    return () => clearInterval(timer);
  }, [reload]);
  return (
    <ConsolePage
      title="Activations"
      lead="Each is one run of an action of a serverless form. Those of one request are folded into one row, the newest request first; its duration is the sum of theirs, in which an action counts also while it waits for another. Wait is the time until an instance was free for it, init the time in which a cold instance loaded its code, memory what the action may use."
    >
      <ErrorNotice text={error} retry={reload} />
      {value?.problems.map((problem) => (
        <ErrorNotice key={problem} text={problem} />
      ))}
      <Hints texts={value?.notices} />
      {value?.hosts.length === 0 ? (
        <p class="panel">
          No serverless form is started here. <code>npm start</code> without <code>--form microservice</code>{' '}
          starts one.
        </p>
      ) : (
        <section class="panel stack" aria-label="The newest activations">
          <Filters known={known} choice={choice} choose={choose} />
          {!value && !error && <Loading what="the activations" />}
          {value && <Hidden hidden={value.hidden} />}
          {value?.activations.length === 0 && (
            <p>{value.hidden.length > 0 ? 'Nothing else was' : 'Nothing has been'} activated yet.</p>
          )}
          {value && value.activations.length > 0 && (
            <ActivationsTable requests={requestsOf(value.activations, choice.action === '')} />
          )}
        </section>
      )}
    </ConsolePage>
  );
}

function queryOf({ action, isWithoutSweeps }: Choice): URLSearchParams {
  if (action !== '') return new URLSearchParams({ action });
  return new URLSearchParams(isWithoutSweeps ? { sweeps: 'no' } : {});
}

/** How many activations are left out, and why. */
function Hidden({ hidden }: Pick<Activations, 'hidden'>) {
  if (hidden.length === 0) return null;
  const each = hidden.map(({ action, count }) => `${counted(count, 'activation')} of ${action}`);
  return <p class="muted">Hidden: {each.join(', ')}. A timer starts these again and again.</p>;
}

/** The names of all actions that the page has seen, sorted. */
function useKnownActions(value: Activations | undefined): string[] {
  const [known, learn] = useState<string[]>([]);
  useEffect(() => {
    const seen = [...(value?.activations ?? []), ...(value?.hidden ?? [])].map(({ action }) => action);
    learn((before) => [...new Set([...before, ...seen])].sort());
  }, [value]);
  return known;
}

showPage(<Page />);
