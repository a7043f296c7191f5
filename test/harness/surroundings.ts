import { apps } from '#apps/apps';
import { type Stack, startStack } from '#compose/local/stack';
import { type ComponentName, forms } from '#shared/app/addresses';
import { urlVariables } from '#shared/app/components';
import type { App } from '#shared/app/define-app';
import type { RunnableApp } from '#shared/app/runnable-app';
import { withVariants } from '#shared/app/variants';
import type { Progress } from '#shared/cli/progress';
import { bundleApp } from '#wsk/deploy/bundle-app';
import type { Placement } from '#wsk/placements/placement';
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
  /**
   * Starts what a level needs, unless it runs already, after stopping the deployment of the level before; answers the variables
   * for the test files. For a level that needs nothing it does nothing.
   */
  enter(on: Level['on']): Promise<Record<string, string>>;
  /** Stops everything. */
  close(): Promise<void>;
}

/** Makes the surroundings of a run; nothing is started yet. */
export function createSurroundings(progress: Progress): Surroundings {
  let components: Stack | undefined;
  let current: RunningDeployment | undefined;
  let control: ControlServer | undefined;

  const leave = async (): Promise<void> => {
    await current?.stop();
    current = undefined;
  };
  return {
    async enter(on) {
      if (on === undefined) return {};
      if (current?.of !== on) await leave();
      components ??= await startComponents(progress);
      const urls = urlsOf(components);
      if (on !== 'components') current ??= await start(on, urls, progress);
      control ??= await startControl(() => ({
        components: components?.components ?? {},
        deployments: current?.stack?.deployments ?? [],
        platforms: current?.stack?.platforms ?? [],
      }));
      return { ...variablesOfComponents(urls), ...current?.environment, ...control.env };
    },
    async close() {
      control?.close();
      await Promise.all([leave(), components?.stop()]);
    },
  };
}

type Urls = Partial<Record<ComponentName, string>>;

/** All components, with filled stores. What this process starts afterwards uses them, as if a person had named them. */
async function startComponents(progress: Progress): Promise<Stack> {
  const onFatal = (reason: string): void => progress.line(`gave up: ${reason}`);
  const stack = await startStack({
    apps: Object.values(apps),
    forms: [...forms],
    // No application needs S3 here; tests of what keeps files do.
    components: ['s3'],
    services: false,
    progress,
    onFatal,
  });
  Object.assign(process.env, variablesOfComponents(urlsOf(stack)));
  return stack;
}

const urlsOf = ({ components }: Stack): Urls =>
  Object.fromEntries(Object.values(components).map(({ name, url }) => [name, url]));

const variablesOfComponents = (urls: Urls): Record<string, string> =>
  Object.fromEntries(Object.entries(urls).map(([name, url]) => [urlVariables[name as ComponentName], url]));

async function start(of: Deployment, urls: Urls, progress: Progress): Promise<RunningDeployment> {
  const chosen = withVariants((of.apps ?? Object.keys(apps)).map(runnableApp), of.variants ?? []);
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

const archives = new Map<string, ReturnType<typeof bundleApp>>();

/** The archives of an application's actions, built once for all deployments of a run. */
function bundleOnce(app: App, placement: Placement): ReturnType<typeof bundleApp> {
  const variants = Object.values(app.services).map(({ variant }) => variant);
  const key = [app.name, placement.name, ...variants].join(' ');
  const known = archives.get(key) ?? bundleApp(app, placement);
  archives.set(key, known);
  return known;
}

async function startProcesses(of: Deployment, chosen: RunnableApp[], progress: Progress): Promise<Started> {
  const onFatal = (reason: string): void => progress.line(`gave up: ${reason}`);
  const plan = { apps: chosen, forms: [...(of.forms ?? forms)], progress, onFatal, bundle: bundleOnce };
  const stack = await startStack(plan);
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
