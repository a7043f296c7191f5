import { randomUUID } from 'node:crypto';
import type { ActivationLog } from '../persistence/data-folder.ts';
import type { ActivationRecord } from './activation-record.ts';

/** The store of activation records. It drops the oldest records when it is full. */
export interface Activations {
  put(record: ActivationRecord): void;
  /** Stores a record that `create` makes at the first read; `size` is the length of its result and log in characters. */
  putLazily(id: string, size: number, create: () => ActivationRecord): void;
  get(namespace: string, id: string): ActivationRecord | undefined;
  /** The records for which `matches` returns true, latest start first. */
  list(namespace: string, matches: (record: ActivationRecord) => boolean): ActivationRecord[];
}

interface StoredRecord {
  id: string;
  weight: number;
  record: ActivationRecord | (() => ActivationRecord);
}

const maxRecords = 20_000;
const maxBytes = 256 * 1024 * 1024;
/** The estimated bytes of a record without its result and log. */
const baseWeight = 1000;

/** 32 lower-case hexadecimal digits. */
export function newActivationId(): string {
  return randomUUID().replaceAll('-', '');
}

/** Keeps the last 20,000 records, or fewer when their results are large. With a log the records survive a restart. */
export function createActivations(log?: ActivationLog): Activations {
  const records = new Map<string, StoredRecord>();
  // The ids in order of insertion; the oldest is at `first`. Asking the Map for its oldest key would be slow, because it iterates
  // over deleted entries.
  let queue: string[] = [];
  let first = 0;
  let bytes = 0;
  const read = (stored: StoredRecord): ActivationRecord => {
    if (typeof stored.record === 'function') stored.record = stored.record();
    return stored.record;
  };
  const insert = (stored: StoredRecord): void => {
    records.set(stored.id, stored);
    queue.push(stored.id);
    bytes += stored.weight;
    while (records.size > maxRecords || bytes > maxBytes) dropOldest();
  };
  const dropOldest = (): void => {
    const id = queue[first] as string;
    // An id may be a slice of a long string; keeping the id would keep that string in memory.
    queue[first] = '';
    first += 1;
    bytes -= (records.get(id) as StoredRecord).weight;
    records.delete(id);
    log?.dropOldest();
    if (first < maxRecords) return;
    queue = queue.slice(first);
    first = 0;
  };
  for (const record of log?.records.splice(0) ?? []) insert(toStored(record));
  return {
    put(record) {
      log?.put(record);
      insert(toStored(record));
    },
    putLazily(id, size, create) {
      const stored = { id, weight: baseWeight + size, record: create };
      log?.put(read(stored));
      insert(stored);
    },
    get(namespace, id) {
      const stored = records.get(id);
      const record = stored && read(stored);
      return record?.namespace === namespace ? record : undefined;
    },
    list(namespace, matches) {
      const found: ActivationRecord[] = [];
      for (const stored of records.values()) {
        const record = read(stored);
        if (record.namespace === namespace && matches(record)) found.push(record);
      }
      return found.reverse().sort((a, b) => b.start - a.start);
    },
  };
}

function toStored(record: ActivationRecord): StoredRecord {
  const { activationId: id, response, logs } = record;
  const size = (response.size ?? 0) + logs.reduce((sum, line) => sum + line.length, 0);
  return { id, weight: baseWeight + size, record };
}
