import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failure } from '#shared/cli/failure';
import { isAlive, lockOwner } from '#shared/process/is-alive';

/** The folder in which the components keep their data while they run. */
export interface DataFolder {
  path: string;
  /** Removes what must not stay: everything, or only the lock if the user named the folder. */
  release(): void;
}

const prefix = 'diptych-';

/** Takes the folder that the user named, or makes one that goes with the run. One run uses a folder at a time. */
export function openDataFolder(named: string | undefined): DataFolder {
  if (named === undefined) {
    sweep();
    const path = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
    return { path, release: () => rmSync(path, { recursive: true, force: true }) };
  }
  const path = resolve(named);
  mkdirSync(path, { recursive: true });
  const lock = join(path, 'in-use-by');
  const owner = lockOwner(lock);
  if (isAlive(owner)) {
    throw new Failure(
      `The data folder ${path} is in use by process ${owner}. Name another one with --data DIR.`,
    );
  }
  writeFileSync(lock, `${process.pid}\n`);
  return { path, release: () => rmSync(lock, { force: true }) };
}

/** Removes folders of runs that could not do it themselves. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    if (pid > 0 && !isAlive(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}
