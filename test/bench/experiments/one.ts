import type { Progress } from '#shared/cli/progress';
import { measureForms } from '../compare-forms.ts';
import type { Task } from '../load.ts';
import { type ResultOne, surroundingsOf } from './result.ts';

/** Microseconds are enough, and keep the files small. */
const rounded = (ms: number): number => Math.round(ms * 1000) / 1000;

/**
 * Experiment one, the paper's first figure: the time of a request by step, with one client, in both forms and every placement, and the
 * microservice form a second time as a control. All are measured in turns, in an order that each round reverses (ABBA). The first
 * subject of the task is measured.
 */
export async function experimentOne(
  task: Task,
  { placements, seed }: { placements: string[]; seed: number },
  progress: Progress,
): Promise<ResultOne> {
  const subjects = task.subjects.slice(0, 1);
  const options = { control: true, placements };
  const { results, schedule, servers, platform } = await measureForms(
    { ...task, subjects },
    progress,
    options,
  );
  const { rounds, requestsARound, warmUp } = schedule;
  return {
    ...surroundingsOf(servers, platform, seed),
    experiment: 'one',
    app: task.app.app.name,
    task: subjects[0]?.title ?? '',
    schedule: { rounds, requestsARound, warmUp },
    columns: [...(results[0]?.columns ?? [])].map(([name, all]) => ({
      name,
      form: name === 'microservice' || name === 'control' ? 'microservice' : 'serverless',
      rounds: all.map(({ totals, steps, cpu }) => ({
        totals: totals.map(rounded),
        steps: steps.map(({ Invocation, Init, Compute, Store, Gateway }) => ({
          Invocation,
          Init,
          Compute,
          Store,
          Gateway,
        })),
        cpu: rounded(cpu),
      })),
    })),
  };
}
