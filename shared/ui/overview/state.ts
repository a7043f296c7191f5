import { createStore } from '../store.ts';

/** The steps into which the time of a scenario is split; `Dispatch` follows the response and is not part of the total. */
export const answerSteps = ['Invocation', 'Init', 'Compute', 'Store', 'Gateway'] as const;
/** The name of a step. */
export type Step = (typeof answerSteps)[number] | 'Dispatch';

/** The milliseconds of each step of one run. */
export interface Times {
  /** From the request to the answer, without the dispatch. */
  totalMs: number;
  steps: Record<Step, number>;
}

/** An application in one form; only a successful last run (`ok`) has times. */
export interface FormState extends Partial<Times> {
  url: string;
  ok: boolean;
  /** Why the last run failed. */
  error?: string;
  apihost?: string;
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
  /** The title of each application, the name of its smoke scenario, and what runs in each form. */
  names: Record<string, { title: string; scenario: string; parts: Partial<Record<Form, Part[]>> }>;
  components: { title: string; url: string }[];
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

const keptRuns = 10;

/** What the runner said last; undefined until it said something. */
export const state = createStore<State | undefined>(undefined);
/** The last runs of each application, oldest first. */
export const runs = createStore<Record<string, AppState[]>>({});

/** Reads what the runner knows. */
export async function readState(): Promise<void> {
  const read = await call<State>('/state.json');
  state.set(read);
  for (const [app, run] of Object.entries(read.apps)) {
    if ((runs.get()[app]?.length ?? 0) === 0) keep(app, run);
  }
}

/** Plays the application's journey once more in both forms and takes over the new times. */
export async function runAgain(app: string): Promise<void> {
  const run = await call<AppState>(`/run/${encodeURIComponent(app)}`, 'POST');
  state.set((present) => present && { ...present, apps: { ...present.apps, [app]: run } });
  keep(app, run);
}

/** Whether every form that runs has been measured. */
export const complete = ({ apps }: State): boolean =>
  Object.values(apps).every((app) => Object.values(app).every(({ ok }) => ok));

/** The times of a form; undefined when its last run failed. */
export function timesOf(app: AppState, form: Form): Times | undefined {
  const { ok, totalMs, steps } = app[form] ?? {};
  return ok && totalMs !== undefined && steps !== undefined ? { totalMs, steps } : undefined;
}

/** The middle one of some numbers, or the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[sorted.length / 2 - 1] ?? 0)) / 2;
}

/** `8.3 ms`, `125 ms`. */
export const inMs = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

function keep(app: string, run: AppState): void {
  if (!forms.some((form) => timesOf(run, form))) return;
  runs.set((all) => ({ ...all, [app]: [...(all[app] ?? []), run].slice(-keptRuns) }));
}

async function call<Body>(path: string, method = 'GET'): Promise<Body> {
  const answer = await fetch(path, { method }).catch(() => {
    throw new Error('The runner cannot be reached. Is it still running?');
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text.trim() || `The runner answered with status ${answer.status}.`);
  return JSON.parse(text) as Body;
}
