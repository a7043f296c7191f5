/**
 * When a process connects to the stores on the network that it uses, by the variable CONNECTIONS: all as soon as it starts, so
 * that no request waits for it; each with the first request that uses it; or anew for each use, which is what the paper's
 * actions in C++ had to do.
 */
export const connectionModes = ['at-start', 'lazy', 'per-request'] as const;

/** One of them. */
export type ConnectionMode = (typeof connectionModes)[number];

/** The mode that the environment names; `lazy` where nothing is said. Throws for an unknown one. */
export function connectionMode(named = process.env.CONNECTIONS || 'lazy'): ConnectionMode {
  const mode = connectionModes.find((each) => each === named);
  if (mode === undefined)
    throw new Error(`CONNECTIONS is ${named}; it is one of ${connectionModes.join(', ')}`);
  return mode;
}

/** The same for whose work outlives a use of the store, such as a stream: it keeps its connection. */
export function keptConnections(): ConnectionMode {
  const mode = connectionMode();
  return mode === 'per-request' ? 'lazy' : mode;
}
