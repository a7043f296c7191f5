import type { Progress } from '#shared/cli/progress';
import { messageOf } from '#shared/errors';

/** What a form does now. */
export type Condition = 'running' | 'stopping' | 'stopped' | 'starting';

/** The condition of a form, and how it came to it. */
export interface FormStatus {
  condition: Condition;
  /** When the condition began, in milliseconds since 1970. */
  since: number;
  /** The names of the steps that are under way. */
  doing: string[];
  /** Why the last change has failed. */
  error?: string;
}

/** Stops and starts one form of an application, while other forms go on. */
export interface FormControl {
  status(): FormStatus;
  /** Stops a running form. Rejects with what failed; the form counts as stopped then too. Throws `NotNow` when it does not run. */
  stop(): Promise<void>;
  /** Starts a stopped form. Rejects with what failed, after everything of it was stopped again. Throws `NotNow` when it is not stopped. */
  start(): Promise<void>;
  /** Resolves when no change is under way. */
  settled(): Promise<void>;
}

/** The form does something else, so that it cannot be stopped or started now. */
export class NotNow extends Error {}

/** How a form is stopped and started; both report their steps. */
export interface Changes {
  stop(progress: Progress): Promise<void>;
  start(progress: Progress): Promise<void>;
}

/** The control of a form that runs. `title` names the form in errors; the steps are also reported to `progress`. */
export function createFormControl(title: string, progress: Progress, changes: Changes): FormControl {
  let status: FormStatus = { condition: 'running', since: Date.now(), doing: [] };
  let changing: Promise<void> = Promise.resolve();
  const reported = withSteps(progress, (doing) => {
    status = { ...status, doing };
  });
  const become = (condition: Condition, error?: string): void => {
    status = { condition, since: Date.now(), doing: [], ...(error === undefined ? {} : { error }) };
  };

  async function change(from: Condition, by: Condition, to: Condition): Promise<void> {
    if (status.condition !== from) {
      const what = by === 'stopping' ? 'stopped' : 'started';
      throw new NotNow(`${title} is ${status.condition}, so it cannot be ${what} now`);
    }
    become(by);
    const work = by === 'stopping' ? changes.stop(reported) : startOrStop();
    changing = work.catch(() => undefined);
    try {
      await work;
      become(to);
    } catch (error) {
      become('stopped', messageOf(error));
      throw error;
    }
  }

  async function startOrStop(): Promise<void> {
    try {
      await changes.start(reported);
    } catch (error) {
      await changes.stop(reported).catch(() => undefined);
      throw error;
    }
  }

  return {
    status: () => status,
    stop: () => change('running', 'stopping', 'stopped'),
    start: () => change('stopped', 'starting', 'running'),
    settled: () => changing,
  };
}

/** A progress that also tells which steps are under way. */
function withSteps({ line, step }: Progress, tell: (doing: string[]) => void): Progress {
  let doing: string[] = [];
  const change = (next: string[]): void => {
    doing = next;
    tell(doing);
  };
  return {
    line,
    async step(name, work) {
      change([...doing, name]);
      try {
        return await step(name, work);
      } finally {
        change(doing.filter((each) => each !== name));
      }
    },
  };
}
