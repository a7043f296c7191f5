/** What is called with what the server says. */
type Listener = (args: unknown[]) => void;

const listeners = new Map<string, Set<Listener>>();

/**
 * Calls `listener` for each event of the server with this name; answers how to stop. `joined` is told with the project whenever it
 * is opened, for the first time or again.
 */
export function onEvent(name: string, listener: Listener): () => void {
  const all = listeners.get(name) ?? new Set();
  listeners.set(name, all.add(listener));
  return () => all.delete(listener);
}

/** Tells all who listen. */
export function tell(name: string, args: unknown[]): void {
  for (const listener of [...(listeners.get(name) ?? [])]) listener(args);
}
