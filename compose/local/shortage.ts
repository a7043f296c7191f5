import { readFileSync, statfsSync } from 'node:fs';
import { Failure } from '#shared/cli/failure';
import { Stopped } from '#shared/cli/stop';

/** How programs say what they lack. */
const signs = {
  disk: /ENOSPC|no space left|disk is full|error number 28\b/i,
  memory:
    /ENOMEM|cannot allocate memory|insufficient memory|OutOfMemoryError|could not reserve enough space/i,
};
/** With less than this, in MB, databases fail in many ways. */
const least = { disk: 8, memory: 64 };

/** The reason of a failure; a last line names a full disk of `folder` or a full memory, if that is the cause, and what to do. */
export const withShortage = (folder: string, reason: string): string =>
  [reason, shortageOf(folder, reason) ?? []].flat().join('\n');

/** The failure of a start whose data are in `folder`, with such a line. */
export function namingShortage(folder: string, error: unknown): unknown {
  if (error instanceof Stopped || !(error instanceof Error)) return error;
  const named = withShortage(folder, error.message);
  const exitCode = error instanceof Failure ? error.exitCode : 1;
  return named === error.message ? error : new Failure(named, exitCode);
}

function shortageOf(folder: string, text: string): string | undefined {
  if (signs.disk.test(text) || freeDiskMb(folder) < least.disk)
    return `The disk of ${folder} is full: make room there, or choose a folder on another disk with --data DIR or TMPDIR.`;
  if (signs.memory.test(text) || freeMemoryMb() < least.memory)
    return 'The memory of this machine is full: end other programs, or start fewer applications, or one form with --form.';
  return undefined;
}

function freeDiskMb(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return (bavail * bsize) / 1_000_000;
}

/** Megabytes of memory that programs can still get, without swapping; infinite where the system does not say it. */
function freeMemoryMb(): number {
  try {
    const text = readFileSync('/proc/meminfo', 'utf8');
    return Number(/^MemAvailable:\s+(\d+) kB/m.exec(text)?.[1] ?? Number.POSITIVE_INFINITY) / 1000;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
