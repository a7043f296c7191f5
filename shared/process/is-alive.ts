import { existsSync, readFileSync } from 'node:fs';

/** Whether a process with this pid is running. */
export function isAlive(pid: number | undefined): boolean {
  if (pid === undefined || !(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * The pid of a running process and, on Linux, the time at which it started, so that a later process with the same pid has another name.
 * Undefined when no such process runs.
 */
export function nameOfProcess(pid = process.pid): string | undefined {
  if (!isAlive(pid)) return undefined;
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return `${pid} ${fields[19]}`;
  } catch {
    return `${pid}`;
  }
}

/** The pid of the running process that has written its name into a lock file; undefined when there is none. */
export function processInLock(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const owner = readFileSync(file, 'utf8');
  const pid = Number.parseInt(owner, 10);
  return nameOfProcess(pid) === owner ? pid : undefined;
}
