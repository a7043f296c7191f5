import { readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from '#shared/cli/given-paths';
import { nameOfProcess, processInLock } from '#shared/process/is-alive';
import type { ActivationRecord } from '../activations/activation-record.ts';
import type { Entity } from '../entities/entities.ts';
import { type Journal, openJournal, readJournal } from './journal.ts';

/** The persistent log of an entity store. */
export interface EntityLog {
  /** The entities at the end of the last run. */
  entities: Entity[];
  put(entity: Entity): void;
  delete(name: string): void;
  /** Rewrites the file with the current entities `all` when most of it is outdated. */
  compact(all: () => Iterable<Entity>): void;
}

/** The persistent log of activation records. */
export interface ActivationLog {
  /** The records at the end of the last run, oldest first. */
  records: ActivationRecord[];
  put(record: ActivationRecord): void;
  /** Removes the oldest record. */
  dropOldest(): void;
}

/** A folder with the persistent state of a platform. */
export interface DataFolder {
  entities: EntityLog;
  /** Undefined when the folder keeps only entities. */
  activations: ActivationLog | undefined;
  close(): void;
}

const segmentBytes = 16 * 1024 * 1024;
const compactFrom = 16 * 1024 * 1024;
const syncMs = 1000;

/**
 * Opens or creates the folder. An entity is on the disk before the response is sent. A record is in the file by then, so that it
 * survives `kill -9`, and on the disk a second later. Throws when another platform uses the folder.
 */
export function openDataFolder(
  path: string,
  onEvent: (line: string) => void,
  keep: 'all' | 'entities' = 'all',
): DataFolder {
  makeFolder('The data folder', path, 0o700);
  const folder = resolve(path);
  const unlock = lock(folder);
  try {
    const entities = openEntities(join(folder, 'entities.log'));
    const activations = keep === 'all' ? openActivations(folder, onEvent) : undefined;
    return {
      entities,
      activations,
      close() {
        entities.close();
        activations?.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

type EntityLine = { put: Entity } | { delete: string };

function openEntities(path: string): EntityLog & { close(): void } {
  const found = new Map<string, Entity>();
  const lines = readJournal(path) as EntityLine[];
  for (const line of lines) {
    if ('delete' in line) found.delete(line.delete);
    else found.set(nameOf(line.put), line.put);
  }
  const journal = openJournal(path);
  const rewrite = (all: Iterable<Entity>): void => {
    journal.replace([...all].map((entity) => ({ put: entity })));
  };
  if (lines.length > found.size) rewrite(found.values());
  let compactedBytes = journal.bytes;
  const append = (line: EntityLine): void => {
    journal.append(line);
    journal.sync();
  };
  return {
    entities: [...found.values()],
    put: (entity) => append({ put: entity }),
    delete: (name) => append({ delete: name }),
    compact(all) {
      if (journal.bytes < Math.max(compactFrom, 2 * compactedBytes)) return;
      rewrite(all());
      compactedBytes = journal.bytes;
    },
    close: () => journal.close(),
  };
}

const nameOf = (entity: Entity): string => {
  const inside = entity.collection === 'actions' ? entity.package : undefined;
  return [entity.namespace, inside, entity.name].filter((part) => part !== undefined).join('/');
};

interface Segment {
  path: string;
  records: number;
}

// Records are written to a sequence of files, so that old records are removed by deleting a file.
function openActivations(folder: string, onEvent: (line: string) => void): ActivationLog & { close(): void } {
  const names = readdirSync(folder).filter((name) => /^activations-\d{8}\.log$/.test(name));
  const records: ActivationRecord[] = [];
  const segments: Segment[] = [];
  for (const name of names.sort()) {
    const inside = readJournal(join(folder, name)) as ActivationRecord[];
    for (const record of inside) records.push(record);
    segments.push({ path: join(folder, name), records: inside.length });
  }
  let journal: Journal;
  let dirty = false;
  const beginSegment = (): void => {
    const number = Number(/(\d{8})\.log$/.exec(segments.at(-1)?.path ?? '')?.[1] ?? 0) + 1;
    const path = join(folder, `activations-${String(number).padStart(8, '0')}.log`);
    segments.push({ path, records: 0 });
    journal = openJournal(path);
  };
  beginSegment();
  const timer = setInterval(() => {
    if (dirty)
      journal.syncSoon((error) =>
        onEvent(`activation records cannot be written to the disk: ${error.message}`),
      );
    dirty = false;
  }, syncMs).unref();
  return {
    records,
    put(record) {
      if (journal.bytes > segmentBytes) {
        journal.close();
        beginSegment();
      }
      journal.append(record);
      (segments.at(-1) as Segment).records += 1;
      dirty = true;
    },
    dropOldest() {
      while (segments.length > 1 && segments[0]?.records === 0) removeFirst(segments);
      (segments[0] as Segment).records -= 1;
      if (segments.length > 1 && segments[0]?.records === 0) removeFirst(segments);
    },
    close() {
      clearInterval(timer);
      journal.sync();
      journal.close();
    },
  };
}

function removeFirst(segments: Segment[]): void {
  unlinkSync((segments.shift() as Segment).path);
}

function lock(folder: string): () => void {
  const file = join(folder, 'lock');
  for (const isLastTry of [false, true]) {
    try {
      writeFileSync(file, `${nameOfProcess()}`, { flag: 'wx', mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = processInLock(file);
      if (isLastTry || owner !== undefined)
        throw new Error(
          `${folder} is in use by process ${owner}; stop that platform or name another folder.`,
        );
      // A platform that was killed has left the lock file.
      rmSync(file, { force: true });
    }
  }
  throw new Error(`${folder} cannot be locked.`);
}
