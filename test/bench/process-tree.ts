import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of a clock tick (CLK_TCK is 100 on Linux), the unit of the CPU time of ended children. */
const tickMs = 10;

/** Milliseconds of CPU time that the processes and all their descendants have used. Throws on other systems than Linux. */
export const cpuMs = (roots: number[]): number =>
  treeOf(roots).reduce((sum, { pid, endedMs }) => sum + endedMs + threadsMs(pid), 0);

/** Megabytes of memory of the processes and all their descendants; a page that several share counts once. */
export const memoryMb = (roots: number[]): number =>
  treeOf(roots).reduce((sum, { pid }) => sum + proportionalKb(pid), 0) / 1024;

function proportionalKb(pid: number): number {
  const text = unlessEnded(() => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? '';
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
}

/** The processes and all their descendants, with the CPU time of their ended children. */
function treeOf(roots: number[]): { pid: number; endedMs: number }[] {
  if (!existsSync('/proc/self/schedstat'))
    throw new Error(
      'CPU time is read from /proc/PID/task/TID/schedstat, which this system does not have: run this on Linux.',
    );
  const all = new Map<number, { parent: number; endedMs: number }>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const stat = readStat(pid);
    if (stat !== undefined) all.set(pid, stat);
  }
  const isDescendant = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = all.get(at)?.parent) {
      if (roots.includes(at)) return true;
    }
    return false;
  };
  return [...all].filter(([pid]) => isDescendant(pid)).map(([pid, { endedMs }]) => ({ pid, endedMs }));
}

/** The CPU time of a process's threads, which the scheduler counts in nanoseconds. */
function threadsMs(pid: number): number {
  const threads = unlessEnded(() => readdirSync(`/proc/${pid}/task`)) ?? [];
  const times = threads.map((thread) =>
    unlessEnded(() => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8')),
  );
  return times.reduce((sum, text) => sum + Number(text?.split(' ')[0] ?? 0), 0) / 1e6;
}

/** The parent of a process, and the CPU time of its ended children. */
function readStat(pid: number): { parent: number; endedMs: number } | undefined {
  const text = unlessEnded(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (text === undefined) return undefined;
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = 0] = fields;
  const [userTicks = 0, systemTicks = 0] = fields.slice(13, 15);
  return { parent, endedMs: (userTicks + systemTicks) * tickMs };
}

/** Calls `read`; returns undefined when the process or thread has ended. */
function unlessEnded<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
