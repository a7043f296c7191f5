import { useState } from 'preact/hooks';
import { inWords } from '../../../../../../../shared/ui/in-words.ts';

/** A value that a person changes, and the site stores. */
export interface Change<Value> {
  /** What was chosen last, while it is stored; else the value as it is. */
  shown: Value;
  /** Why it could not be stored. */
  error: string | undefined;
  change(next: Value): void;
}

/** Shows at once what is chosen, and goes back to the value when it cannot be stored. */
export function useChange<Value>(value: Value, store: (next: Value) => Promise<unknown>): Change<Value> {
  const [pending, wait] = useState<{ next: Value }>();
  const [error, setError] = useState<string>();
  const change = (next: Value) => {
    const own = { next };
    wait(own);
    setError(undefined);
    store(next)
      .catch((problem: unknown) => setError(inWords(problem)))
      .finally(() => wait((latest) => (latest === own ? undefined : latest)));
  };
  return { shown: pending === undefined ? value : pending.next, error, change };
}
