import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { apps } from '#apps/apps';
import { type ComponentName, type Form, forms } from '#shared/app/addresses';
import { urlVariables } from '#shared/app/components';
import { componentsOf } from '#shared/app/define-app';
import type { RunnableApp } from '#shared/app/runnable-app';
import { type FormAddresses, variablesOf } from '../deployed-form.ts';

/** What a thread is told: the form that it runs, of which applications, on which stores. */
export interface ThreadPlan {
  form: Form;
  apps: string[];
  /** URLs of the components, without database names. */
  components: Partial<Record<ComponentName, string>>;
  /** Where services keep files. */
  folder: string;
}

/** What a thread answers when all its services listen. */
export interface ThreadStarted {
  forms: FormAddresses[];
  /** The address of the API that starts actions; absent in the microservice form. */
  apihost?: string;
}

/** The key that this API takes. */
export const apiKey = 'in:process';

/** Forms that run in threads of this process. */
export interface RunningInside {
  forms: FormAddresses[];
  /** Environment variables for clients of actions: OW_APIHOST and OW_AUTH. */
  openwhisk: Record<string, string>;
  stop(): Promise<void>;
}

/**
 * Runs both forms of applications in threads of this process, one thread for each form, on stores that run already. Fills the
 * stores first. Rejects when a store cannot be filled or an entry file cannot be loaded.
 */
export async function startInside(
  runnable: RunnableApp[],
  components: Partial<Record<ComponentName, string>>,
): Promise<RunningInside> {
  const folder = mkdtempSync(join(tmpdir(), 'diptych-test-inside-'));
  const workers: Worker[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(workers.map((worker) => worker.terminate()));
    rmSync(folder, { recursive: true, force: true });
  };
  const start = async (form: Form): Promise<ThreadStarted> => {
    const place = join(folder, form);
    await Promise.all(runnable.map((each) => fill(each, form, components, place)));
    const workerData: ThreadPlan = {
      form,
      apps: runnable.map(({ app }) => app.name),
      components,
      folder: place,
    };
    const env = { ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent' };
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData, env });
    workers.push(worker);
    const [started] = (await once(worker, 'message')) as [ThreadStarted];
    worker.on('error', (error) => process.stderr.write(`The ${form} form has ended: ${error.stack}\n`));
    return started;
  };
  try {
    const started = await Promise.all(forms.map(start));
    const apihost = started.find((each) => each.apihost !== undefined)?.apihost ?? '';
    return {
      forms: started.flatMap((each) => each.forms),
      openwhisk: { OW_APIHOST: apihost, OW_AUTH: apiKey },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fill(
  { app, seed }: RunnableApp,
  form: Form,
  components: Partial<Record<ComponentName, string>>,
  place: string,
): Promise<void> {
  const root = join(place, app.name);
  mkdirSync(root, { recursive: true });
  const component = async (name: ComponentName): Promise<string> => components[name] ?? '';
  await seed({ form, component, folder: (name) => join(root, name), report: () => {} });
}

/**
 * Runs both forms of one application inside this process, on the stores that the environment names, and puts their addresses
 * into the environment. Throws with the variables that are missing.
 */
export async function startAppInside(name: string): Promise<() => Promise<void>> {
  const runnable = apps[name];
  if (runnable === undefined) throw new Error(`apps/apps.ts has no application ${name}`);
  const names = [...new Set(forms.flatMap((form) => componentsOf(runnable.app, form)))];
  const missing = names.filter((component) => !process.env[urlVariables[component]]);
  if (missing.length > 0) {
    const variables = missing.map((component) => urlVariables[component]).join(', ');
    throw new Error(`${name} needs its stores to run inside the test process: set ${variables}`);
  }
  const components = Object.fromEntries(
    names.map((component) => [component, process.env[urlVariables[component]]?.replace(/\/+$/, '')]),
  );
  const running = await startInside([runnable], components);
  Object.assign(process.env, ...running.forms.map(variablesOf), running.openwhisk);
  return running.stop;
}
