import { memoryMbOf } from '#compose/generate/environment';
import { type Stack, startStack } from '#compose/local/stack';
import { type Form, forms } from '#shared/app/addresses';
import { type App, processesOf } from '#shared/app/define-app';
import type { Progress } from '#shared/cli/progress';
import { stopSignal, untilAborted } from '#shared/cli/stop';
import { columnOf, platformOf, rootsOf, serversOf } from '../compare-forms.ts';
import { type LoadGenerator, prepareMany, type Subject, type Task } from '../load.ts';
import { type Emit, emitNothing } from './events.ts';
import { stockOf } from './ramp.ts';
import { type ResultTwo, type Run, surroundingsOf } from './result.ts';
import { runRamp } from './run-ramp.ts';
import { settleAtMostMs, settled } from './settled.ts';
import { rampText, saturationOf } from './summary-two.ts';
import type { Growth } from './tasks.ts';

/** In the order in which they run. */
const kinds = ['single', 'closed', 'open'] as const;

/** How experiment two is run. */
export interface TwoOptions {
  placements: string[];
  /** The length of each ramp. */
  seconds: number;
  seed: number;
}

/**
 * Experiment two, the paper's second figure: a load that grows until the form is saturated, in a closed ramp and in an open one; and
 * before them one client, whose requests wait for no other. Each form has each of them twice, in the order ABBA, while the other form
 * is idle. The first subject of the task is the load.
 */
export async function experimentTwo(
  { app, subjects: [subject], environment = {} }: Task,
  growth: Growth,
  { placements, seconds, seed }: TwoOptions,
  progress: Progress,
  emit: Emit = emitNothing,
): Promise<ResultTwo> {
  if (subject === undefined) throw new Error(`${app.app.name} has no subject`);
  Object.assign(process.env, environment);
  const onFatal = (reason: string): void => progress.line(reason);
  const stack = await startStack({ apps: [app], forms: [...forms], placements, progress, onFatal });
  try {
    const runs = await runAll(subject, stack, growth, seconds, progress, emit);
    return {
      ...surroundingsOf(serversOf(stack), platformOf(stack), seed),
      experiment: 'two',
      app: app.app.name,
      task: subject.title,
      runs,
      reservedGb: {
        microservice: reservedGb(app.app, 'microservice'),
        serverless: reservedGb(app.app, 'serverless'),
      },
    };
  } finally {
    await stack.stop();
  }
}

async function runAll(
  { title, start }: Subject,
  stack: Stack,
  growth: Growth,
  seconds: number,
  progress: Progress,
  emit: Emit,
): Promise<Run[]> {
  const loads: LoadGenerator[] = [];
  const runs: Run[] = [];
  try {
    const started = [];
    for (const deployment of stack.deployments) {
      const load = await start(deployment, stack);
      loads.push(load);
      const roots = [...rootsOf(deployment), ...(load.processes ?? [])];
      started.push({ deployment, name: columnOf(deployment), load, roots });
      await progress.step(`${title}: warming up ${columnOf(deployment)}`, async () => {
        for (const request of await prepareMany(load, growth.warmUp)) await untilAborted(request());
      });
    }
    const of = 2 * kinds.length * started.length * seconds;
    for (const ramp of kinds)
      for (const each of [...started, ...[...started].reverse()]) {
        const [{ name, deployment, load }, number] = [each, runs.length];
        const next = await progress.step(`${title}: preparing requests for ${name}`, () =>
          untilAborted(stockOf(load, seconds * growth.prepared[ramp])),
        );
        await progress.step(`${title}: waiting for ${name} to be idle`, async () => {
          if ((await settled(settleAtMostMs.before)) === undefined)
            progress.line(`${title}: something else runs on this machine`);
        });
        const run = await runRamp({ ...each, next }, ramp, growth, seconds, progress, (second, values) => {
          const { load, answered, failed, p50, p99 } = values;
          const column = { name, form: deployment.form, ramp, run: number };
          emit({ kind: 'second', ...column, second, load, answered, failed, p50, p99 });
          const doing = `${rampText[ramp]} on ${name}, second ${Math.min(second, seconds)} of ${seconds}`;
          emit({ kind: 'part', doing, done: number * seconds + Math.min(second, seconds), of });
        });
        stopSignal.throwIfAborted();
        runs.push(run);
        progress.line(
          `${title}: ${rampText[ramp]} on ${run.name}: at most ${saturationOf(run).toFixed(1)} a second`,
        );
      }
    return runs;
  } finally {
    for (const load of loads) load.stop?.();
  }
}

/** The gigabytes that the processes of a form reserve all day, by its compose file: without stores, and without the platform. */
const reservedGb = (app: App, form: Form): number =>
  processesOf(app, form).reduce((sum, each) => sum + memoryMbOf(each), 0) / 1024;
