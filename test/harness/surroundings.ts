import { apps } from '#apps/apps';
import { type Stack, startStack } from '#compose/local/stack';
import { type ComponentName, forms } from '#shared/app/addresses';
import { urlVariables } from '#shared/app/components';
import type { RunnableApp } from '#shared/app/runnable-app';
import type { Progress } from '#shared/cli/progress';
import type { Deployment, Level } from '../levels.ts';
import { type ControlServer, startControl } from './control-server.ts';
import { type FormAddresses, variablesOf } from './deployed-form.ts';
import { startInside } from './in-process/start.ts';
import { findNode20 } from './node20.ts';

/** A deployment that runs, and the variables that tell test files about it. */
interface RunningDeployment {
  of: Deployment;
  stack: Stack | undefined;
  environment: Record<string, string>;
  stop(): Promise<void>;
}

/** What runs around test files: the components, started once for all levels, and the deployment of the level that runs. */
export interface Surroundings {
  /** Begins to start the components, for levels that come later. */
  prepare(): void;
  /** Starts what a level needs, unless it runs already, stops what it does not need, and answers the variables for its files. */
  enter(on: Level['on']): Promise<Record<string, string>>;
  /** Stops everything. */
  close(): Promise<void>;
}

/** Makes the surroundings of a run; nothing is started yet. */
export function createSurroundings(progress: Progress): Surroundings {
  let components: Promise<Stack> | undefined;
  let running: Stack | undefined;
  let current: RunningDeployment | undefined;
  let control: ControlServer | undefined;

  const prepare = (): Promise<Stack> => {
    components ??= startComponents(progress);
    components.catch(() => undefined);
    return components;
  };
  const leave = async (): Promise<void> => {
    await current?.stop();
    current = undefined;
  };
  return {
    prepare: () => void prepare(),
    async enter(on) {
      if (current !== undefined && current.of !== on) await leave();
      if (on === undefined) return {};
      running = await prepare();
      const urls = urlsOf(running);
      // Whatever this process starts from now on uses these components, as if a person had named them.
      Object.assign(process.env, variablesOfComponents(urls));
      if (on !== 'components') current ??= await start(on, urls, progress);
      control ??= await startControl(() => ({
        components: running?.components ?? {},
        deployments: current?.stack?.deployments ?? [],
        platforms: current?.stack?.platforms ?? [],
      }));
      return { ...variablesOfComponents(urls), ...current?.environment, ...control.env };
    },
    async close() {
      control?.close();
      await leave();
      await (await components?.catch(() => undefined))?.stop();
    },
  };
}

type Urls = Partial<Record<ComponentName, string>>;

/** All components, with filled stores. */
function startComponents(progress: Progress): Promise<Stack> {
  const giveUp = (reason: string): void => progress.line(`gave up: ${reason}`);
  return startStack({
    apps: Object.values(apps),
    forms: [...forms],
    // No application needs S3 here; tests of what keeps files do.
    components: ['s3'],
    services: false,
    progress,
    giveUp,
  });
}

const urlsOf = ({ components }: Stack): Urls =>
  Object.fromEntries(Object.values(components).map(({ name, url }) => [name, url]));

const variablesOfComponents = (urls: Urls): Record<string, string> =>
  Object.fromEntries(Object.entries(urls).map(([name, url]) => [urlVariables[name as ComponentName], url]));

async function start(of: Deployment, urls: Urls, progress: Progress): Promise<RunningDeployment> {
  const chosen = (of.apps ?? Object.keys(apps)).map(runnableApp);
  const environment: Record<string, string> = { ...of.environment };
  if (of.actionNode !== undefined) environment.ACTION_NODE = await findNode20(progress);
  // Services that are started again later read these variables again.
  Object.assign(process.env, environment);
  const restore = (): void => {
    for (const name of Object.keys(environment)) delete process.env[name];
  };
  try {
    const started = of.inProcess
      ? await startThreads(chosen, urls)
      : await startProcesses(of, chosen, progress);
    const stop = async (): Promise<void> => {
      await started.stop();
      restore();
    };
    return { of, stack: started.stack, environment: { ...environment, ...started.environment }, stop };
  } catch (error) {
    restore();
    throw error;
  }
}

function runnableApp(name: string): RunnableApp {
  const runnable = apps[name];
  if (runnable === undefined) throw new Error(`levels.ts names ${name}, which apps/apps.ts does not have`);
  return runnable;
}

type Started = Omit<RunningDeployment, 'of'>;

async function startThreads(chosen: RunnableApp[], urls: Urls): Promise<Started> {
  const { forms: addresses, openwhisk, stop } = await startInside(chosen, urls);
  const environment = { ...variablesOfForms(addresses), ...openwhisk, TEST_IN_PROCESS: 'true' };
  return { stack: undefined, environment, stop };
}

async function startProcesses(of: Deployment, chosen: RunnableApp[], progress: Progress): Promise<Started> {
  const giveUp = (reason: string): void => progress.line(`gave up: ${reason}`);
  const stack = await startStack({ apps: chosen, forms: [...(of.forms ?? forms)], progress, giveUp });
  const { deployments, platforms } = stack;
  const [platform] = platforms;
  const environment = {
    ...variablesOfForms(deployments.map(({ app, ...each }) => ({ ...each, app: app.name }))),
    ...(platform === undefined ? {} : { OW_APIHOST: platform.apihost, OW_AUTH: platform.auth }),
  };
  return { stack, environment, stop: () => stack.stop() };
}

const variablesOfForms = (addresses: FormAddresses[]): Record<string, string> =>
  Object.assign({}, ...addresses.map(variablesOf)) as Record<string, string>;
