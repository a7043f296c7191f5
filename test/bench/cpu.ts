import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of a clock tick, in which Linux counts the CPU time of processes that have ended. */
const tickMs = 10;

/** Milliseconds of CPU time that the processes and all below them have used so far (Linux). */
export function cpuMs(roots: number[]): number {
  const all = new Map<number, { parent: number; endedMs: number }>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const stat = readStat(pid);
    if (stat !== undefined) all.set(pid, stat);
  }
  const belongs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = all.get(at)?.parent) {
      if (roots.includes(at)) return true;
    }
    return false;
  };
  let ms = 0;
  for (const [pid, { endedMs }] of all) if (belongs(pid)) ms += endedMs + threadsMs(pid);
  return ms;
}

/** The time of a process's threads, which the scheduler counts in nanoseconds. */
function threadsMs(pid: number): number {
  try {
    const times = readdirSync(`/proc/${pid}/task`).map((thread) =>
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
    );
    return times.reduce((sum, time) => sum + time, 0) / 1e6;
  } catch {
    return 0;
  }
}

/** The parent, and the time of children that have ended already. */
function readStat(pid: number): { parent: number; endedMs: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    const [userTicks = 0, systemTicks = 0] = fields.slice(13, 15);
    return { parent, endedMs: (userTicks + systemTicks) * tickMs };
  } catch {
    return undefined;
  }
}
