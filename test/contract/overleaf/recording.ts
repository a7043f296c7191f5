import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the stores held right after a request. */
export interface After {
  mongo?: Record<string, Record<string, unknown>[]>;
  /** What was heard on the channels of Redis. */
  published?: { channel: string; message: unknown }[];
}

/** A request to the original and its answer. */
export interface Recorded {
  /** Cases of a group belong together, in this order; a group starts with empty stores and ids of its own. */
  group: string;
  case: string;
  /** What was done behind the service's back, in a row that is no request. */
  setup?: Record<string, unknown>;
  request: {
    method: string;
    path: string;
    json?: unknown;
    raw?: unknown;
    base64?: string;
    headers?: Record<string, string>;
  };
  response: {
    /** null: the original did not answer. */
    status: number | null;
    headers?: Record<string, string>;
    body?: unknown;
    /** Code that makes of the parsed body `b` the value that was recorded. */
    bodyView?: { js: string; value: unknown };
  };
  after?: After;
}

/** The recording of a service, by groups in their order. */
export function groupsOf(service: string): Map<string, Recorded[]> {
  const file = join(import.meta.dirname, 'recorded', `${service}.jsonl`);
  const groups = new Map<string, Recorded[]>();
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const recorded = JSON.parse(line) as Recorded;
    groups.set(recorded.group, [...(groups.get(recorded.group) ?? []), recorded]);
  }
  return groups;
}
