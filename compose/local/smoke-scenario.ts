import type { RunnableApp } from '#shared/app/runnable-app';
import { type LogLine, type Steps, stepsOf } from '#shared/observe/steps';
import type { Deployment } from './deployment.ts';

/** The measurements of one run of the smoke scenario in one form. */
export interface ScenarioRun {
  totalMs: number;
  steps: Steps;
  /** Instances that the platform started before the response; absent in the microservice form, which has none. */
  coldStarts?: number;
}

/** Runs the smoke scenario once and splits its time into steps by the services' log lines. Rejects at the first wrong response. */
export async function runSmokeScenario(
  { smokeScenario }: RunnableApp,
  deployment: Deployment,
): Promise<ScenarioRun> {
  const from = Date.now();
  const { totalMs, dispatchMs, traceId } = await smokeScenario.run(deployment.url);
  const lines = await settledLines(deployment, traceId, from);
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
