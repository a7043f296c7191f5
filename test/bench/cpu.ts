import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of a tick (CLK_TCK is 100 on Linux), in which the CPU time of processes that have ended is counted. */
const tickMs = 10;

/** Milliseconds of CPU time that the processes and all below them have used so far. Throws where it is not Linux. */
export function cpuMs(roots: number[]): number {
  if (!existsSync('/proc/self/schedstat'))
    throw new Error(
      'CPU time is read from /proc/PID/task/TID/schedstat, which is not here: run this on Linux.',
    );
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
  const threads = unlessGone(() => readdirSync(`/proc/${pid}/task`)) ?? [];
  const times = threads.map((thread) =>
    unlessGone(() => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8')),
  );
  return times.reduce((sum, text) => sum + Number(text?.split(' ')[0] ?? 0), 0) / 1e6;
}

/** The parent, and the time of children that have ended already. */
function readStat(pid: number): { parent: number; endedMs: number } | undefined {
  const text = unlessGone(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (text === undefined) return undefined;
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = 0] = fields;
  const [userTicks = 0, systemTicks = 0] = fields.slice(13, 15);
  return { parent, endedMs: (userTicks + systemTicks) * tickMs };
}

/** What is read of a process or thread; undefined when it has ended. */
function unlessGone<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
