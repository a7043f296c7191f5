import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { untilAborted } from '#shared/cli/stop';

/** The machine counts as idle when its cores are idle for this share of so many milliseconds. */
const idle = { share: 0.9, ms: 2000 };

/** Milliseconds that are waited for the machine to be idle. */
export const settleAtMostMs = 20_000;

/**
 * Waits until nothing works any more on what the ramp before has left, so that each ramp begins on an idle machine. Resolves with
 * false when the machine is not idle in time, because something else runs on it.
 */
export async function settled(): Promise<boolean> {
  const from = performance.now();
  while (performance.now() - from < settleAtMostMs) {
    const before = times();
    await untilAborted(delay(idle.ms));
    const after = times();
    if ((after.idle - before.idle) / (after.all - before.all) >= idle.share) return true;
  }
  return false;
}

/** The time that all cores were idle, and that they had. */
function times(): { idle: number; all: number } {
  const each = cpus().map(({ times }) => times);
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  return { idle: sum(each.map((core) => core.idle)), all: sum(each.flatMap((core) => Object.values(core))) };
}
