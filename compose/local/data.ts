import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure } from '#shared/cli/failure';
import { makeFolder } from '#shared/cli/given-paths';
import { nameOfProcess, processInLock } from '#shared/process/is-alive';
import { removeStale, temporaryPrefix } from '#shared/process/temporary';

/** The folder for the components' data during a run. */
export interface DataFolder {
  path: string;
  /** Removes the folder at the end of the run; from a folder that the user named, only the lock file. */
  release(): void;
}

/** Opens the folder that the user named, or creates a temporary one. Throws a failure when another run uses the folder. */
export function openDataFolder(userFolder: string | undefined): DataFolder {
  if (userFolder === undefined) {
    removeStale();
    const path = mkdtempSync(temporaryPrefix('data'));
    return { path, release: () => rmSync(path, { recursive: true, force: true }) };
  }
  makeFolder('--data', userFolder);
  const path = resolve(userFolder);
  const lock = join(path, 'in-use-by');
  const owner = processInLock(lock);
  if (owner !== undefined)
    throw new Failure(
      `The data folder ${path} is in use by process ${owner}. Name another one with --data DIR.`,
    );
  writeFileSync(lock, `${nameOfProcess()}`);
  return { path, release: () => rmSync(lock, { force: true }) };
}
