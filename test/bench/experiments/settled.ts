import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { untilAborted } from '#shared/cli/stop';

/** The machine counts as idle when its cores are idle for this share of so many milliseconds. */
const idle = { share: 0.9, ms: 2000 };

/** Milliseconds that are waited for the machine to be idle: before a ramp, and for the work that a ramp has left. */
export const settleAtMostMs = { before: 20_000, after: 60_000 };

/** Resolves with the milliseconds after which the machine was idle; with undefined when it was not in time. */
export async function settled(atMostMs: number): Promise<number | undefined> {
  const from = performance.now();
  for (let ms = 0; ms < atMostMs; ms = performance.now() - from) {
    const before = times();
    await untilAborted(delay(idle.ms));
    const after = times();
    if ((after.idle - before.idle) / (after.all - before.all) >= idle.share) return ms;
  }
  return undefined;
}

/** The time that all cores were idle, and that they had. */
function times(): { idle: number; all: number } {
  const each = cpus().map(({ times }) => times);
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  return { idle: sum(each.map((core) => core.idle)), all: sum(each.flatMap((core) => Object.values(core))) };
}
