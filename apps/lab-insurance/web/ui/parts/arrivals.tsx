import { useEffect, useState } from 'preact/hooks';
import { inWords } from '../../../../../shared/ui/in-words.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { api } from '../api.ts';
import { clock } from '../format.ts';
import { type Arrivals, type Subscriber, subscribers } from '../types.ts';

const pauseMs = 400;
const patienceMs = 60_000;

const work: Record<Subscriber, [title: string, what: string]> = {
  'policy-search': ['Search', 'can find it'],
  payment: ['Payment', 'has opened its account'],
  documents: ['Documents', 'has written the policy as a PDF'],
  dashboard: ['Dashboard', 'counts it'],
};

/** Who has heard of a sale, and when. */
export interface Heard {
  times: Arrivals | undefined;
  /** Why no more is asked, though not all have heard. */
  problem: string | undefined;
  again(): void;
}

const allHere = (times: Arrivals): boolean => subscribers.every((name) => times[name] !== null);

/** Asks who has heard of the sale of a policy until all have, for at most a minute. */
export function useArrivals(number: string): Heard {
  const [times, show] = useState<Arrivals>();
  const [problem, tell] = useState<string>();
  const [turn, ask] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    const until = Date.now() + patienceMs;
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      let trouble = 'Not all have heard of the sale yet. They will: the event is kept until they have.';
      try {
        const found = await api<Arrivals>(`/api/policies/${encodeURIComponent(number)}/arrivals`, {
          signal: abort.signal,
          quiet: true,
        });
        show(found);
        if (allHere(found)) return;
      } catch (error) {
        if (abort.signal.aborted) return;
        trouble = `Who has heard of the sale cannot be told now. ${inWords(error)}`;
      }
      if (Date.now() < until) timer = setTimeout(look, pauseMs);
      else tell(trouble);
    };
    tell(undefined);
    void look();
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [number, turn]);
  return { times, problem, again: () => ask((count) => count + 1) };
}

/** The way of a sale to the services that follow sales. */
export function ArrivalTrack({ times, problem, again }: Heard) {
  const here = subscribers.filter((name) => (times?.[name] ?? null) !== null);
  return (
    <section class="panel stack" aria-labelledby="arrivals">
      <h2 id="arrivals">Who has heard of the sale</h2>
      <ol class="arrivals">
        {subscribers.map((name) => {
          const at = times?.[name] ?? null;
          const [title, what] = work[name];
          return (
            <li key={name} class={at === null ? 'to-come' : 'here'}>
              <span class="dot" aria-hidden="true" />
              <span>
                <strong>{title}</strong> <span class="muted">{at === null ? 'has not heard yet' : what}</span>
              </span>
              {at !== null && (
                <time class="muted" dateTime={at}>
                  {clock(at)}
                </time>
              )}
            </li>
          );
        })}
      </ol>
      <p class="muted small" role="status">
        {here.length} of {subscribers.length} services have heard
      </p>
      <ErrorNotice text={problem} retry={again} />
    </section>
  );
}
