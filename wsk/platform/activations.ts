import { randomUUID } from 'node:crypto';
import type { ActivationLog } from './data/data-folder.ts';
import type { Parameter } from './entities.ts';

/** How an activation ended, in the order of the numeric codes that lists show. */
export const statuses = [
  'success',
  'application error',
  'action developer error',
  'whisk internal error',
] as const;

/** The outcome of an activation. */
export interface Response {
  result?: unknown;
  /** Characters of the runtime's reply; missing after a crash or time limit. */
  size?: number;
  status: (typeof statuses)[number];
  success: boolean;
}

/** The record of one activation. */
export interface ActivationRecord {
  activationId: string;
  annotations: Parameter[];
  cause?: string;
  duration?: number;
  end?: number;
  logs: string[];
  name: string;
  namespace: string;
  publish: false;
  response: Response;
  start: number;
  subject: string;
  version: string;
}

/** Stored records, newest kept, oldest forgotten. */
export interface Activations {
  put(record: ActivationRecord): void;
  get(namespace: string, id: string): ActivationRecord | undefined;
  /** Those that `wanted` accepts, newest start first. */
  list(namespace: string, wanted: (record: ActivationRecord) => boolean): ActivationRecord[];
}

const most = 20_000;
const mostBytes = 256 * 1024 * 1024;

/** 32 lower-case hexadecimal digits. */
export function newActivationId(): string {
  return randomUUID().replaceAll('-', '');
}

/** The last 20,000 records, or fewer when their results are large; with a log they are there again after a restart. */
export function createActivations(log?: ActivationLog): Activations {
  const records = new Map<string, ActivationRecord>();
  // Their ids, oldest first from `first` on: to find its oldest entry, a Map searches past all that it has forgotten.
  let queue: string[] = [];
  let first = 0;
  let bytes = 0;
  const weight = (record: ActivationRecord): number =>
    1000 + (record.response.size ?? 0) + record.logs.reduce((sum, line) => sum + line.length, 0);
  const enter = (record: ActivationRecord): void => {
    records.set(record.activationId, record);
    queue.push(record.activationId);
    bytes += weight(record);
    while (records.size > most || bytes > mostBytes) forgetOldest();
  };
  const forgetOldest = (): void => {
    const id = queue[first] as string;
    first += 1;
    bytes -= weight(records.get(id) as ActivationRecord);
    records.delete(id);
    log?.forgetOldest();
    if (first < most) return;
    queue = queue.slice(first);
    first = 0;
  };
  for (const record of log?.records.splice(0) ?? []) enter(record);
  return {
    put(record) {
      log?.put(record);
      enter(record);
    },
    get(namespace, id) {
      const record = records.get(id);
      return record?.namespace === namespace ? record : undefined;
    },
    list(namespace, wanted) {
      const found: ActivationRecord[] = [];
      for (const record of records.values())
        if (record.namespace === namespace && wanted(record)) found.push(record);
      return found.reverse().sort((a, b) => b.start - a.start);
    },
  };
}
