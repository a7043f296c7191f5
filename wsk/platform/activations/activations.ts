import { randomUUID } from 'node:crypto';
import type { ActivationLog } from '../persistence/data-folder.ts';
import type { ActivationRecord } from './activation-record.ts';

/** Stored records, newest kept, oldest forgotten. */
export interface Activations {
  put(record: ActivationRecord): void;
  /** The same for a record that is made when somebody asks for it; `size` is that of its result and its log in characters. */
  putLazily(id: string, size: number, make: () => ActivationRecord): void;
  get(namespace: string, id: string): ActivationRecord | undefined;
  /** Those that `wanted` accepts, newest start first. */
  list(namespace: string, wanted: (record: ActivationRecord) => boolean): ActivationRecord[];
}

interface Kept {
  id: string;
  weight: number;
  record: ActivationRecord | (() => ActivationRecord);
}

const most = 20_000;
const mostBytes = 256 * 1024 * 1024;
/** Bytes of a record beside its result and log. */
const ownWeight = 1000;

/** 32 lower-case hexadecimal digits. */
export function newActivationId(): string {
  return randomUUID().replaceAll('-', '');
}

/** The last 20,000 records, or fewer when their results are large; with a log they are there again after a restart. */
export function createActivations(log?: ActivationLog): Activations {
  const records = new Map<string, Kept>();
  // Their ids, oldest first from `first` on: to find its oldest entry, a Map searches past all that it has forgotten.
  let queue: string[] = [];
  let first = 0;
  let bytes = 0;
  const read = (kept: Kept): ActivationRecord => {
    if (typeof kept.record === 'function') kept.record = kept.record();
    return kept.record;
  };
  const enter = (kept: Kept): void => {
    records.set(kept.id, kept);
    queue.push(kept.id);
    bytes += kept.weight;
    while (records.size > most || bytes > mostBytes) forgetOldest();
  };
  const forgetOldest = (): void => {
    const id = queue[first] as string;
    // An id may be a slice of a long text, which it would keep.
    queue[first] = '';
    first += 1;
    bytes -= (records.get(id) as Kept).weight;
    records.delete(id);
    log?.forgetOldest();
    if (first < most) return;
    queue = queue.slice(first);
    first = 0;
  };
  for (const record of log?.records.splice(0) ?? []) enter(keep(record));
  return {
    put(record) {
      log?.put(record);
      enter(keep(record));
    },
    putLazily(id, size, make) {
      const kept = { id, weight: ownWeight + size, record: make };
      log?.put(read(kept));
      enter(kept);
    },
    get(namespace, id) {
      const kept = records.get(id);
      const record = kept && read(kept);
      return record?.namespace === namespace ? record : undefined;
    },
    list(namespace, wanted) {
      const found: ActivationRecord[] = [];
      for (const kept of records.values()) {
        const record = read(kept);
        if (record.namespace === namespace && wanted(record)) found.push(record);
      }
      return found.reverse().sort((a, b) => b.start - a.start);
    },
  };
}

function keep(record: ActivationRecord): Kept {
  const { activationId: id, response, logs } = record;
  const size = (response.size ?? 0) + logs.reduce((sum, line) => sum + line.length, 0);
  return { id, weight: ownWeight + size, record };
}
