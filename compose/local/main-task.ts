import type { RunnableApp } from '#shared/app/runnable-app';
import { type LogLine, type Steps, stepsOf } from '#shared/observe/steps';
import type { Deployment } from './deployment.ts';

/** How one form did the main task. */
export interface TaskReport {
  ok: boolean;
  totalMs?: number;
  steps?: Steps;
  /** Instances that had to be started before the answer; only actions have such. */
  coldStarts?: number;
  /** Why it failed. */
  error?: string;
}

/** Runs the main task once and splits its time by what the services logged about it. */
export async function runMainTask({ task }: RunnableApp, deployment: Deployment): Promise<TaskReport> {
  try {
    const from = Date.now();
    const { totalMs, dispatchMs, traceId } = await task(deployment.url);
    const lines = await settledLines(deployment, traceId, from);
    const coldStarts = lines.filter(({ initMs, work }) => initMs !== undefined && work === undefined).length;
    return {
      ok: true,
      totalMs: Math.round(totalMs * 100) / 100,
      steps: stepsOf(totalMs, lines, dispatchMs),
      ...(deployment.platform === undefined ? {} : { coldStarts }),
    };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Log lines arrive a moment after the answer: reads them until the number stays the same. */
async function settledLines(deployment: Deployment, traceId: string, from: number): Promise<LogLine[]> {
  let lines: LogLine[] = [];
  for (let round = 0; round < 20; round++) {
    const now = await deployment.linesOf(traceId, from);
    if (now.length > 0 && now.length === lines.length) return now;
    lines = now;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return lines;
}
