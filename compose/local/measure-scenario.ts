import type { Form } from '#shared/app/addresses';
import type { RunnableApp } from '#shared/app/runnable-app';
import type { Progress } from '#shared/cli/progress';
import type { Steps } from '#shared/observe/steps';
import { median } from '#shared/statistics';
import type { Deployment } from './deployment.ts';
import { runSmokeScenario, type ScenarioRun } from './smoke-scenario.ts';

/** The least, the middle and the greatest of some numbers. */
export interface Spread {
  median: number;
  least: number;
  greatest: number;
}

/** The runs of the smoke scenario after the first one, in milliseconds. */
export interface WarmRuns {
  runs: number;
  totalMs: Spread;
  /** The median of each step. */
  steps: Steps;
}

/**
 * The smoke scenario in one form. `totalMs`, `steps` and `coldStarts` are of the first run: its processes have just started, and its
 * actions have no instances yet. `warm` is about the runs after it.
 */
export interface ScenarioReport extends Partial<ScenarioRun> {
  ok: boolean;
  warm?: WarmRuns;
  /** The reason of a failed run. */
  error?: string;
}

/** The report of each form of one application. */
export type AppReport = Partial<Record<Form, ScenarioReport>>;

const warmRounds = 10;

/** Runs the smoke scenario for the first time in each form, and then `warmRounds` times in turns. A failure is part of the report. */
export async function measureScenario(
  runnable: RunnableApp,
  deployments: Deployment[],
  { step }: Progress,
): Promise<AppReport> {
  const { name } = runnable.smokeScenario;
  const report: AppReport = {};
  for (const deployment of deployments) {
    const { form } = deployment;
    report[form] = await step(`${name} (${form}), the first one`, () => firstRun(runnable, deployment));
  }
  if (Object.values(report).some(({ ok }) => !ok)) return report;
  return await step(`${name}, ${warmRounds} more in each form`, () =>
    measureWarm(runnable, deployments, report),
  );
}

/** Runs the smoke scenario `warmRounds` times in turns; returns the report with these warm runs in the place of those before. */
export async function measureWarm(
  runnable: RunnableApp,
  deployments: Deployment[],
  report: AppReport,
): Promise<AppReport> {
  const runs = new Map<Form, ScenarioRun[]>(deployments.map(({ form }) => [form, []]));
  const failed: AppReport = {};
  for (let round = 0; round < warmRounds; round++) {
    // Each form is as often the first of a round as the other.
    for (const deployment of round % 2 === 0 ? deployments : deployments.toReversed()) {
      const { form } = deployment;
      if (failed[form] !== undefined) continue;
      try {
        runs.get(form)?.push(await runSmokeScenario(runnable, deployment));
      } catch (error) {
        failed[form] = failure(error);
      }
    }
  }
  const forms = deployments.map(({ form }) => {
    const warm = failed[form] ?? { ok: true, warm: warmOf(runs.get(form) ?? []) };
    return [form, { ...report[form], ...warm }];
  });
  return Object.fromEntries(forms);
}

async function firstRun(runnable: RunnableApp, deployment: Deployment): Promise<ScenarioReport> {
  try {
    return { ok: true, ...(await runSmokeScenario(runnable, deployment)) };
  } catch (error) {
    return failure(error);
  }
}

const failure = (error: unknown): ScenarioReport => ({
  ok: false,
  error: error instanceof Error ? error.message : String(error),
});

function warmOf(runs: ScenarioRun[]): WarmRuns {
  const names = Object.keys(runs[0]?.steps ?? {}) as (keyof Steps)[];
  const steps = names.map((name) => [name, rounded(median(runs.map((run) => run.steps[name])))]);
  const totals = runs.map(({ totalMs }) => totalMs);
  const [least, greatest] = [Math.min(...totals), Math.max(...totals)];
  return {
    runs: runs.length,
    totalMs: { median: rounded(median(totals)), least, greatest },
    steps: Object.fromEntries(steps) as Record<keyof Steps, number>,
  };
}

const rounded = (ms: number): number => Math.round(ms * 100) / 100;
