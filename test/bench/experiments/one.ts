import type { Progress } from '#shared/cli/progress';
import { median } from '#shared/statistics';
import { defaultSchedule, measureForms } from '../compare-forms.ts';
import type { Round, Schedule } from '../comparison.ts';
import type { Task } from '../load.ts';
import { medianWithInterval } from './bootstrap.ts';
import { type Emit, emitNothing } from './events.ts';
import { type ResultOne, surroundingsOf } from './result.ts';

/** Microseconds are enough, and keep the files small. */
const rounded = (ms: number): number => Math.round(ms * 1000) / 1000;

/** How experiment one is run. */
export interface OneOptions {
  placements: string[];
  seed: number;
  /** Default: those of the task. */
  rounds?: number | undefined;
  /** Requests of a round; those before the first round become more or fewer in the same ratio. */
  requests?: number | undefined;
}

/**
 * Experiment one, the paper's first figure: the time of a request by step, with one client, in both forms and every placement, and the
 * microservice form a second time as a control. All are measured in turns, in an order that each round reverses (ABBA). The first
 * subject of the task is measured.
 */
export async function experimentOne(
  task: Task,
  options: OneOptions,
  progress: Progress,
  emit: Emit = emitNothing,
): Promise<ResultOne> {
  const { placements, seed } = options;
  const subjects = task.subjects.slice(0, 1);
  const schedule = scheduleOf(task, options);
  const { rounds, requestsARound, warmUp } = schedule;
  let done = 0;
  const onRound = (name: string, measured: readonly Round[]): void => {
    done += 1;
    const medians = measured.map(({ totals }) => median(totals));
    const estimate = medianWithInterval(medians, seed);
    emit({ kind: 'point', name, form: formOf(name), rounds: measured.length, ...estimate });
    const of = rounds * (placements.length + 2);
    emit({ kind: 'part', doing: `round ${measured.length} of ${rounds}, ${name}`, done, of });
  };
  const { results, servers, platform } = await measureForms({ ...task, subjects, schedule }, progress, {
    control: true,
    placements,
    onRound,
  });
  return {
    ...surroundingsOf(servers, platform, seed),
    experiment: 'one',
    app: task.app.app.name,
    task: subjects[0]?.title ?? '',
    schedule: { rounds, requestsARound, warmUp },
    columns: [...(results[0]?.columns ?? [])].map(([name, all]) => ({
      name,
      form: formOf(name),
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

const formOf = (column: string): 'microservice' | 'serverless' =>
  column === 'microservice' || column === 'control' ? 'microservice' : 'serverless';

/** The schedule of a task with the rounds and requests that are asked for. */
function scheduleOf({ schedule = defaultSchedule }: Task, { rounds, requests }: OneOptions): Schedule {
  const { requestsARound, warmUp } = schedule;
  return {
    ...schedule,
    ...(rounds !== undefined && { rounds }),
    ...(requests !== undefined && {
      requestsARound: requests,
      warmUp: Math.ceil((requests * warmUp) / requestsARound),
    }),
  };
}
