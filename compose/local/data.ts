import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failure } from '#shared/cli/failure';
import { isAlive, nameOfProcess, processInLock } from '#shared/process/is-alive';

/** The folder for the components' data during a run. */
export interface DataFolder {
  path: string;
  /** Removes the folder at the end of the run; from a folder that the user named, only the lock file. */
  release(): void;
}

const prefix = 'diptych-';

/** Opens the folder that the user named, or creates a temporary one. Throws a failure when another run uses the folder. */
export function openDataFolder(userFolder: string | undefined): DataFolder {
  if (userFolder === undefined) {
    removeStaleFolders();
    const path = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
    return { path, release: () => rmSync(path, { recursive: true, force: true }) };
  }
  const path = resolve(userFolder);
  mkdirSync(path, { recursive: true });
  const lock = join(path, 'in-use-by');
  const owner = processInLock(lock);
  if (owner !== undefined) {
    throw new Failure(
      `The data folder ${path} is in use by process ${owner}. Name another one with --data DIR.`,
    );
  }
  writeFileSync(lock, `${nameOfProcess()}`);
  return { path, release: () => rmSync(lock, { force: true }) };
}

/** Removes the temporary folders of this user's runs that ended without cleaning up. */
function removeStaleFolders(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    const path = join(tmpdir(), name);
    if (pid > 0 && !isAlive(pid) && isOwn(path)) rmSync(path, { recursive: true, force: true });
  }
}

const isOwn = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.uid === process.getuid?.();
