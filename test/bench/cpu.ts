import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in which Linux counts CPU time. */
const ticksPerSecond = 100;

/** Milliseconds of CPU time that the processes and all below them have used so far (Linux). */
export function cpuMs(roots: number[]): number {
  const all = new Map<number, { parent: number; ticks: number }>();
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
  let ticks = 0;
  for (const [pid, stat] of all) if (belongs(pid)) ticks += stat.ticks;
  return (ticks * 1000) / ticksPerSecond;
}

/** Own time and that of children that have ended already. */
function readStat(pid: number): { parent: number; ticks: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    return { parent, ticks: fields.slice(11, 15).reduce((sum, part) => sum + part, 0) };
  } catch {
    return undefined;
  }
}
