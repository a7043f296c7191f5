import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { inWords } from './in-words.ts';

/** What came of loading: nothing yet, a value, or an error in words. */
export interface Loaded<Value> {
  value?: Value;
  error?: string;
  reload(): void;
}

/** Loads when `key` changes; an answer for an older key is dropped. */
export function useLoad<Value>(key: string, load: (signal: AbortSignal) => Promise<Value>): Loaded<Value> {
  const [state, show] = useState<{ key: string; value?: Value; error?: string }>({ key });
  const [turn, again] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    const abort = new AbortController();
    latest.current(abort.signal).then(
      (value) => abort.signal.aborted || show({ key, value }),
      (error) => abort.signal.aborted || show({ key, error: inWords(error) }),
    );
    return () => abort.abort();
  }, [key, turn]);
  const reload = useCallback(() => {
    show((present) => ({ key: present.key, ...(present.value !== undefined && { value: present.value }) }));
    again((count) => count + 1);
  }, []);
  return state.key === key ? { ...state, reload } : { reload };
}

/** Something a person sets off: at most one at a time, its error in words. */
export interface Action<Input extends unknown[]> {
  run(...input: Input): Promise<void>;
  busy: boolean;
  error?: string | undefined;
  /** Takes back the error when it is no longer true. */
  forget(): void;
}

/** Wraps `work` so that its button can be switched off meanwhile and its error shown beside it. */
export function useAction<Input extends unknown[]>(work: (...input: Input) => Promise<void>): Action<Input> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const running = useRef(false);
  const run = async (...input: Input) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(undefined);
    try {
      await work(...input);
    } catch (problem) {
      setError(inWords(problem));
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  const forget = useCallback(() => setError(undefined), []);
  return { run, busy, error, forget };
}

/** Names the browser's tab after the page. */
export function useTitle(title: string | undefined, site: string): void {
  useEffect(() => {
    document.title = title === undefined ? site : `${title} · ${site}`;
  }, [title]);
}

/** The milliseconds clock of the page, moved on about every `every` milliseconds while `on`. */
export function useClock(on: boolean, every: number): number {
  const [now, tick] = useState(() => performance.now());
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => tick(performance.now()), every);
    return () => clearInterval(timer);
  }, [on, every]);
  return now;
}

/** The width of an element in pixels, as long as it is there. */
export function useWidth(element: { current: HTMLElement | null }): number {
  const [width, set] = useState(0);
  useEffect(() => {
    const watched = element.current;
    if (watched === null) return;
    const observer = new ResizeObserver(() => set(watched.clientWidth));
    observer.observe(watched);
    return () => observer.disconnect();
  }, []);
  return width;
}
