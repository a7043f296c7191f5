import type { RunnableApp, ScenarioResult } from '#shared/app/runnable-app';
import { type LogLine, type Steps, stepsOf } from '#shared/observe/steps';
import type { Deployment } from './deployment.ts';

/** The measurements of one run of the smoke scenario in one form. */
export interface ScenarioRun {
  totalMs: number;
  steps: Steps;
  /** Instances that the platform started before the response; absent in the microservice form, which has none. */
  coldStarts?: number;
}

/** One run of the smoke scenario with what its services have logged about the main request. */
export interface TracedRun extends ScenarioResult {
  lines: LogLine[];
}

/** Runs the smoke scenario once. Rejects at the first wrong response. */
export async function traceSmokeScenario(
  { smokeScenario }: RunnableApp,
  deployment: Deployment,
): Promise<TracedRun> {
  const from = Date.now();
  const result = await smokeScenario.run(deployment.url);
  return { ...result, lines: await settledLines(deployment, result.traceId, from) };
}

/** Runs the smoke scenario once and splits its time into steps by the services' log lines. Rejects at the first wrong response. */
export async function runSmokeScenario(runnable: RunnableApp, deployment: Deployment): Promise<ScenarioRun> {
  const { totalMs, dispatchMs, lines } = await traceSmokeScenario(runnable, deployment);
  const coldStarts = lines.filter(({ initMs, work }) => initMs !== undefined && work === undefined).length;
  return {
    totalMs: Math.round(totalMs * 100) / 100,
    steps: stepsOf(totalMs, lines, dispatchMs),
    ...(deployment.platform === undefined ? {} : { coldStarts }),
  };
}

/** Log lines arrive shortly after the response: reads them again until their number no longer changes. */
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
