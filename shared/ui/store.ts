import { useEffect, useState } from 'preact/hooks';

/** A value that a page shows and that changes while it is shown. */
export interface Store<Value> {
  get(): Value;
  /** Takes the next value, or a function from the present to the next one. */
  set(next: Value | ((present: Value) => Value)): void;
  /** Calls `listener` after each change; answers how to stop. */
  subscribe(listener: () => void): () => void;
}

/** A store with a first value. A value must not be a function itself. */
export function createStore<Value>(first: Value): Store<Value> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      const after = typeof next === 'function' ? (next as (present: Value) => Value)(value) : next;
      if (Object.is(after, value)) return;
      value = after;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The value of a store; the component is drawn again when it changes. */
export function useStore<Value>(store: Store<Value>): Value {
  const [value, show] = useState(store.get);
  useEffect(() => {
    const follow = () => show(() => store.get());
    follow(); // it may have changed between drawing and now
    return store.subscribe(follow);
  }, [store]);
  return value;
}
