import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ComponentName, type Form, forms } from '#shared/app/addresses';
import { type App, componentsOf, programsOf } from '#shared/app/define-app';
import type { RunnableApp } from '#shared/app/runnable-app';
import type { Progress } from '#shared/cli/progress';
import { stopSignal, untilAborted } from '#shared/cli/stop';
import { tracesTarget } from '#shared/observe/traces-setting';
import { bundleApp } from '#wsk/deploy/bundle-app';
import type { Target } from '#wsk/deploy/target';
import type { Placement } from '#wsk/placements/placement';
import { memoryMbFor } from '../pool.ts';
import { installComponents, type StartedComponent, startComponent } from './components/components.ts';
import { type DataFolder, openDataFolder } from './data.ts';
import { type Deployment, startDeployment } from './deployment.ts';
import { doorOf, type FrontDoors, openFrontDoors } from './front-doors.ts';
import { checkServerlessForms, type PlacedForm, placedFormsOf } from './placed-forms.ts';
import { placesOf } from './places.ts';
import { type StartedPlatform, startPlatform } from './platform.ts';
import { settleAll } from './settle-all.ts';
import { namingShortage, withShortage } from './shortage.ts';
import { startAsWhole, startSignal } from './start-signal.ts';
import type { SupervisedProcess } from './supervise.ts';

/** The options of `startStack`. */
export interface StackPlan {
  apps: RunnableApp[];
  forms: Form[];
  /** The placements of the serverless form, which is deployed once for each; default: PLACEMENT or `platform`. */
  placements?: string[];
  /** Components in addition to those that the applications need. */
  components?: ComponentName[];
  /** Whether services are started; false starts only the components and fills the stores. Default true. */
  services?: boolean;
  /** The port of the first gateway; a port in use is an error. Default: the next free ports from 8080 on. */
  port?: number | undefined;
  data?: string | undefined;
  /** Builds the archives of an application's actions; a caller may pass a function that caches them. */
  bundle?: (app: App, placement: Placement) => ReturnType<typeof bundleApp>;
  progress: Progress;
  /** Ends the start; default: the signal that the command is told to stop. */
  signal?: AbortSignal;
  /** Called once with a sentence when a process cannot be kept running and the rest should stop. */
  onFatal: (reason: string) => void;
}

/** The running applications and components. */
export interface Stack {
  deployments: Deployment[];
  components: Partial<Record<ComponentName, StartedComponent>>;
  /** The platforms, one for each placement. */
  platforms: StartedPlatform[];
  stop(): Promise<void>;
}

/** The parts that have been started so far, which must be stopped also when a later part fails to start. */
interface StartedParts extends Stack {
  data: DataFolder;
  doors: FrontDoors;
  services: SupervisedProcess[];
}

/**
 * Starts all components and applications. When a part fails to start or `plan.signal` aborts, all parts are stopped before the error, or
 * the reason of the signal, is thrown.
 */
export const startStack = (plan: StackPlan): Promise<Stack> =>
  startAsWhole(plan.signal ?? stopSignal, () => checkAndStart(plan));

async function checkAndStart(plan: StackPlan): Promise<Stack> {
  const placedForms = await placedFormsOf(plan.forms, plan.placements);
  const user =
    plan.services === false
      ? undefined
      : await untilAborted(checkServerlessForms(plan.apps, placedForms), startSignal());
  const data = openDataFolder(plan.data);
  const started = createParts(data);
  const onFatal = (reason: string): void => plan.onFatal(withShortage(data.path, reason));
  try {
    await startParts({ ...plan, onFatal }, placedForms, user, started);
    return started;
  } catch (error) {
    const named = namingShortage(data.path, error);
    await started.stop();
    throw named;
  }
}

async function startParts(
  plan: StackPlan,
  placedForms: PlacedForm[],
  user: Target | undefined,
  started: StartedParts,
): Promise<void> {
  const needs = plan.apps.flatMap(({ app }) => plan.forms.flatMap((form) => componentsOf(app, form)));
  const traces = plan.services !== false && tracesTarget(process.env) === 'zipkin' ? ['zipkin' as const] : [];
  const names = [...new Set([...needs, ...traces, ...(plan.components ?? [])])];
  if (plan.services !== false) await openFrontDoors(plan, placedForms, started.doors);
  const programs = plan.apps.flatMap(({ app }) => plan.forms.flatMap((form) => programsOf(app, form)));
  await installComponents(names, plan.progress, programs);
  await startComponents(plan, names, started);
  const rest = plan.services === false ? seeds(plan, started) : deployments(plan, placedForms, user, started);
  await settleAll([...rest, ...Object.values(started.components).map(({ ready }) => ready)]);
}

function createParts(data: DataFolder): StartedParts {
  const started: StartedParts = {
    data,
    doors: new Map(),
    deployments: [],
    components: {},
    platforms: [],
    services: [],
    async stop() {
      await Promise.all(started.deployments.map(({ control }) => control?.settled()));
      const platforms = started.platforms.flatMap(({ processes }) => processes);
      await Promise.all([...started.services.splice(0), ...platforms].map((process) => process.stop()));
      await Promise.all(
        Object.values(started.components).map(async ({ ready, processes }) => {
          await ready.catch(() => undefined);
          for (const process of [...processes].reverse()) await process.stop();
        }),
      );
      await Promise.all([...started.doors.values()].map((door) => door.close()));
      data.release();
    },
  };
  return started;
}

async function startComponents(
  plan: StackPlan,
  names: ComponentName[],
  started: StartedParts,
): Promise<void> {
  for (const name of names) {
    started.components[name] = await startComponent(name, started.data.path, plan.progress, plan.onFatal);
  }
}

/** Creates the folder in which the processes of a form keep files. */
function formFolder({ data }: StartedParts, app: App, form: Form): string {
  const folder = join(data.path, 'files', app.name, form);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Fills the stores of each form of each application as soon as they run. */
function seeds({ apps, forms, progress }: StackPlan, started: StartedParts): Promise<void>[] {
  const component = async (name: ComponentName): Promise<string> => {
    await started.components[name]?.ready;
    return started.components[name]?.url ?? '';
  };
  const report = progress.line;
  return apps.flatMap(({ app, seed }) =>
    forms.map((form) =>
      progress.step(`Filling the stores of ${app.title} (${form})`, () => {
        const root = formFolder(started, app, form);
        const seeding = seed({ form, component, folder: (name) => join(root, name), report });
        return untilAborted(seeding, startSignal());
      }),
    ),
  );
}

/** Starts the forms while slow components, such as a broker, are still starting; services connect to a component when it is ready. */
function deployments(
  plan: StackPlan,
  placedForms: PlacedForm[],
  user: Target | undefined,
  started: StartedParts,
): (Promise<unknown> | undefined)[] {
  const { apps, progress, onFatal, bundle = bundleApp } = plan;
  const seeded = settleAll(seeds(plan, started));
  seeded.catch(() => undefined);
  const component = (name: ComponentName): string => started.components[name]?.url ?? '';
  const sites = placedForms.flatMap((placedForm) => {
    const { form, placement } = placedForm;
    const platform = placement && startPlatformOf(placement, user, plan, started);
    return apps.map(({ app }) => {
      const site = {
        app,
        form,
        door: doorOf(started.doors, app, placedForm),
        folder: formFolder(started, app, form),
      };
      const places = Promise.resolve(platform).then((running) =>
        placesOf({ ...site, component, platform: running }),
      );
      places.catch(() => undefined);
      return { ...site, placement, platform, places };
    });
  });
  const deploying = sites.map(async ({ app, form, door, folder, placement, platform, places }) => {
    const zips =
      placement && progress.step(`Building the actions of ${app.title}`, () => bundle(app, placement));
    zips?.catch(() => undefined);
    await seeded;
    const other = sites.find((each) => each.app === app && each.form !== form);
    const deployment = await startDeployment({
      app,
      form,
      places: await places,
      placement,
      door,
      other: other && {
        url: `http://127.0.0.1:${other.door.port}`,
        addresses: (await other.places).addresses,
      },
      zips,
      platform: await platform,
      folder,
      logFolder: join(started.data.path, 'logs', app.name),
      progress,
      onFatal,
      onStarted: (process) => started.services.push(process),
    });
    started.deployments.push(deployment);
    started.deployments.sort((a, b) => forms.indexOf(a.form) - forms.indexOf(b.form));
  });
  return [...sites.map(({ platform }) => platform), ...deploying];
}

async function startPlatformOf(
  placement: Placement,
  user: Target | undefined,
  { apps, progress, onFatal }: StackPlan,
  started: StartedParts,
): Promise<StartedPlatform> {
  const options = { user, memoryMb: memoryMbFor(apps.map(({ app }) => app)) };
  const platform = await startPlatform(started.data.path, placement, options, progress, onFatal);
  started.platforms.push(platform);
  return platform;
}
