import * as z from 'zod';
import { env, filled } from '../config/env.ts';

/**
 * When a process connects to the stores on the network that it uses, by the variable CONNECTIONS: all as soon as it starts, so
 * that no request waits for it; each with the first request that uses it; or anew for each use, which is what the paper's
 * actions in C++ had to do.
 */
const connectionModes = ['at-start', 'lazy', 'per-request'] as const;

/** One of them. */
export type ConnectionMode = (typeof connectionModes)[number];

/** The mode that an environment names, or `fallback` where it says nothing. Throws for an unknown one. */
export function connectionMode(
  source: Record<string, string | undefined> = process.env,
  fallback: ConnectionMode = 'lazy',
): ConnectionMode {
  const mode = z.enum(connectionModes, `must be one of ${connectionModes.join(', ')}`);
  return env({ CONNECTIONS: filled(mode.default(fallback)) }, source).CONNECTIONS;
}

/** The same for whose work outlives a use of the store, such as a stream: it keeps its connection. */
export function keptConnections(): ConnectionMode {
  const mode = connectionMode();
  return mode === 'per-request' ? 'lazy' : mode;
}
