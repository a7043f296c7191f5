import { ask } from '../ask.ts';
import { createStore } from '../store.ts';
import type { Picture } from './picture-types.ts';
import type { Sent } from './trace-types.ts';

/** The steps into which the time of a scenario is split; `Dispatch` follows the response and is not part of the total. */
export const answerSteps = ['Invocation', 'Init', 'Compute', 'Store', 'Gateway'] as const;
/** The name of a step. */
export type Step = (typeof answerSteps)[number] | 'Dispatch';

/** The milliseconds of each step: of one run, or the medians of several. */
export interface Times {
  /** From the request to the answer, without the dispatch. */
  totalMs: number;
  steps: Record<Step, number>;
}

/** The runs after the first one. */
export interface WarmRuns {
  runs: number;
  totalMs: { median: number; least: number; greatest: number };
  steps: Record<Step, number>;
}

/** An application in one form. Its own times are those of the first run; only successful runs (`ok`) have times. */
export interface FormState extends Partial<Times> {
  url: string;
  ok: boolean;
  /** Why the last run failed. */
  error?: string;
  apihost?: string;
  warm?: WarmRuns;
  /** Where calls between actions go. */
  placement?: string;
}

/** The two forms of an application. */
export const forms = ['microservice', 'serverless'] as const;
/** A form of an application. */
export type Form = (typeof forms)[number];
/** An application; a form that is not started is missing. */
export type AppState = Partial<Record<Form, FormState>>;

/** What the runner knows. */
export interface State {
  apps: Record<string, AppState>;
  /** What each application is, by its name. */
  names: Record<string, AppNames>;
  components: { title: string; url: string }[];
}

/** The title of an application, the name of its smoke scenario, and the parts of each form. */
export interface AppNames {
  title: string;
  scenario: string;
  /** The service whose work is the step Dispatch, if it is that of one. */
  dispatchedBy?: string;
  /** Sentences on services that let time pass on purpose, by service. */
  waitsOnPurpose: Record<string, string>;
  parts: Partial<Record<Form, Part[]>>;
  pictures: Partial<Record<Form, Picture>>;
}

/** A process or an action of a form. */
export interface Part {
  name: string;
  /** The folder in the application's. */
  service: string;
  kind: 'process' | 'action';
  /** Where a process listens. */
  url?: string;
}

/** How a form is called in a heading. */
export const formNames: Record<Form, string> = { microservice: 'Microservices', serverless: 'Serverless' };

/** What the runner said last; undefined until it said something. */
export const state = createStore<State | undefined>(undefined);

/** Reads what the runner knows. */
export async function readState(): Promise<void> {
  state.set(await ask<State>('/state.json'));
}

/** Plays the application's journey some more times in both forms and takes over the new times. Answers a notice for each form that does not run. */
export async function runAgain(app: string): Promise<string[]> {
  const path = `/run/${encodeURIComponent(app)}`;
  const run = await ask<{ app: AppState; notices: string[] }>(path, { method: 'POST' });
  state.set((present) => present && { ...present, apps: { ...present.apps, [app]: run.app } });
  return run.notices;
}

/** Plays the application's journey once in each form; answers what its services did for the main request. */
export const sendOne = (app: string): Promise<Sent> =>
  ask(`/send/${encodeURIComponent(app)}`, { method: 'POST' });

/** Whether every form that runs has been measured. */
export const complete = ({ apps }: State): boolean =>
  Object.values(apps).every((app) => Object.values(app).every(({ ok }) => ok));

/** Milliseconds until the answer, which may be a little more than its measured parts. */
export const answered = ({ totalMs, steps }: Times): number => Math.max(totalMs, measured(steps));

/** Milliseconds until the answer that are in no step: the medians of steps need not add up to the median of the whole. */
export const restOf = (times: Times): number => answered(times) - measured(times.steps);

const measured = (steps: Times['steps']): number => answerSteps.reduce((sum, step) => sum + steps[step], 0);

/** The medians of a form's warm runs, or the times of its first run when there are none; undefined when a run failed. */
export function timesOf(app: AppState, form: Form): Times | undefined {
  const { ok, totalMs, steps, warm } = app[form] ?? {};
  if (!ok) return undefined;
  if (warm !== undefined) return { totalMs: warm.totalMs.median, steps: warm.steps };
  return totalMs !== undefined && steps !== undefined ? { totalMs, steps } : undefined;
}

/** What the times of an application are: of how many runs, and where calls between actions went. */
export function explain(app: AppState): string {
  const shown = forms.flatMap((form) => app[form] ?? []);
  const runs = shown.find(({ warm }) => warm !== undefined)?.warm?.runs;
  const placement = shown.find((each) => each.placement !== undefined)?.placement;
  const which = runs === undefined ? 'The first run' : `Medians of ${runs} warm runs, the forms in turns`;
  return placement === undefined ? `${which}.` : `${which}; calls between actions: ${placement}.`;
}

/** `8.3 ms`, `125 ms`. */
export const inMs = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
