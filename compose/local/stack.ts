import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ComponentName, type Form, forms } from '#shared/app/addresses';
import { type App, actionsOf, componentsOf } from '#shared/app/define-app';
import type { RunnableApp } from '#shared/app/runnable-app';
import { Failure } from '#shared/cli/failure';
import type { Progress } from '#shared/cli/progress';
import { bundleApp } from '#wsk/deploy/deploy-app';
import { findPlacement, type Placement } from '#wsk/placements/placement';
import { installComponents, type StartedComponent, startComponent } from './components/components.ts';
import { type DataFolder, openDataFolder } from './data.ts';
import { type Deployment, startDeployment } from './deployment.ts';
import { type Containers, startContainers } from './docker.ts';
import { type StartedPlatform, startPlatform } from './platform.ts';
import { claimPort, nextFreePort } from './ports.ts';
import { settleAll } from './settle-all.ts';
import type { Supervised } from './supervise.ts';

/** What is to run. */
export interface StackPlan {
  apps: RunnableApp[];
  forms: Form[];
  /** Where the calls between actions go: one deployment of the serverless form for each; the default is PLACEMENT or `platform`. */
  placements?: string[];
  /** Components beside those that the applications need. */
  components?: ComponentName[];
  /** Whether services are started too; otherwise only the components, with their data. */
  services?: boolean;
  /** First port of the front doors; a taken one is an error. Without it the next free ones from 8080 on. */
  port?: number | undefined;
  data?: string | undefined;
  /** Components in containers instead of processes. */
  docker?: boolean;
  /** Builds the archives of an application's actions; for whoever starts the same application several times. */
  bundle?: (app: App, placement: Placement) => ReturnType<typeof bundleApp>;
  progress: Progress;
  /** Told once, in a sentence, when something ended for good and the rest should stop. */
  onFatal: (reason: string) => void;
}

/** Applications and their components, running. */
export interface Stack {
  deployments: Deployment[];
  components: Partial<Record<ComponentName, StartedComponent>>;
  /** One for each placement. */
  platforms: StartedPlatform[];
  stop(): Promise<void>;
}

/** What has been started so far, to be stopped also when a later part cannot start. */
interface Started extends Stack {
  data: DataFolder;
  services: Supervised[];
  containers: Containers | undefined;
}

const firstPort = 8080;

/** A form that runs, in the serverless one with a placement. */
interface PlacedForm {
  form: Form;
  placement: Placement | undefined;
}

/** Starts everything; when a part cannot start, what has started is stopped again before the error is thrown. */
export async function startStack(plan: StackPlan): Promise<Stack> {
  const placedForms = await placedFormsOf(plan);
  const ports = await gatewayPorts(plan, placedForms);
  const needs = plan.apps.flatMap(({ app }) => plan.forms.flatMap((form) => componentsOf(app, form)));
  const names = [...new Set([...needs, ...(plan.components ?? [])])];
  if (!plan.docker) await installComponents(names, plan.progress);
  const started = open(openDataFolder(plan.data));
  try {
    await startComponents(plan, names, started);
    const rest =
      plan.services === false ? seeds(plan, started) : deployments(plan, placedForms, started, ports);
    await settleAll([...rest, ...Object.values(started.components).map(({ ready }) => ready)]);
    return started;
  } catch (error) {
    await started.stop();
    throw error;
  }
}

async function placedFormsOf({ forms, placements }: StackPlan): Promise<PlacedForm[]> {
  const wanted = placements ?? [process.env.PLACEMENT || 'platform'];
  const found = await Promise.all(wanted.map(findPlacement)).catch((error: Error) => {
    throw new Failure(error.message, 2);
  });
  return forms.flatMap((form): PlacedForm[] =>
    form === 'serverless'
      ? found.map((placement) => ({ form, placement }))
      : [{ form, placement: undefined }],
  );
}

function open(data: DataFolder): Started {
  const started: Started = {
    data,
    deployments: [],
    components: {},
    platforms: [],
    services: [],
    containers: undefined,
    async stop() {
      await Promise.all(started.services.splice(0).map((process) => process.stop()));
      for (const process of started.platforms.flatMap(({ processes }) => processes)) await process.stop();
      await Promise.all(
        Object.values(started.components).map(async ({ ready, processes }) => {
          await ready.catch(() => undefined);
          for (const process of [...processes].reverse()) await process.stop();
        }),
      );
      await started.containers?.stop();
      data.release();
    },
  };
  return started;
}

async function startComponents(plan: StackPlan, names: ComponentName[], started: Started): Promise<void> {
  if (plan.docker) {
    started.containers = await startContainers(names, plan.progress);
    for (const component of started.containers.components) started.components[component.name] = component;
    return;
  }
  for (const name of names) {
    started.components[name] = await startComponent(name, started.data.path, plan.progress, plan.onFatal);
  }
}

/** Where the processes of a form of an application keep files. */
function formFolder({ data }: Started, app: App, form: Form): string {
  const folder = join(data.path, 'files', app.name, form);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Fills the stores of each form of each application, each as soon as its stores run. */
function seeds({ apps, forms, progress }: StackPlan, started: Started): Promise<void>[] {
  const component = async (name: ComponentName): Promise<string> => {
    await started.components[name]?.ready;
    return started.components[name]?.url ?? '';
  };
  const report = progress.line;
  return apps.flatMap(({ app, seed }) =>
    forms.map((form) =>
      progress.step(`Filling the stores of ${app.title} (${form})`, () => {
        const root = formFolder(started, app, form);
        return seed({ form, component, folder: (name) => join(root, name), report });
      }),
    ),
  );
}

/** Starts the forms while slow components, such as a broker, still start: services connect when they need to. */
function deployments(
  plan: StackPlan,
  placedForms: PlacedForm[],
  started: Started,
  ports: GatewayPorts,
): Promise<void>[] {
  const { apps, progress, onFatal, bundle = bundleApp } = plan;
  const seeded = settleAll(seeds(plan, started));
  seeded.catch(() => undefined);
  return placedForms.flatMap((placedForm) => {
    const { form, placement } = placedForm;
    const platform = placement && startPlatformOf(placement, plan, started);
    platform?.catch(() => undefined);
    return apps.map(async ({ app }) => {
      const zips = placement && bundle(app, placement);
      zips?.catch(() => undefined);
      await seeded;
      const other = placedForms.find((each) => each.form !== form);
      const deployment = await startDeployment({
        app,
        form,
        placement,
        port: ports(app, placedForm),
        other: other === undefined ? undefined : `http://127.0.0.1:${ports(app, other)}`,
        component: (name) => started.components[name]?.url ?? '',
        zips,
        platform: await platform,
        folder: formFolder(started, app, form),
        logFolder: join(started.data.path, 'logs', app.name),
        progress,
        onFatal,
        started: (process) => started.services.push(process),
      });
      started.deployments.push(deployment);
      started.deployments.sort((a, b) => forms.indexOf(a.form) - forms.indexOf(b.form));
    });
  });
}

async function startPlatformOf(
  placement: Placement,
  { apps, progress, onFatal }: StackPlan,
  started: Started,
): Promise<StartedPlatform> {
  const platform = await startPlatform(started.data.path, placement, memoryFor(apps), progress, onFatal);
  started.platforms.push(platform);
  return platform;
}

const leastMemoryMb = 4096;

/** Room for two instances of each action, so that none has to make room for another while nothing is wrong. */
const memoryFor = (apps: RunnableApp[]): number =>
  Math.max(
    leastMemoryMb,
    2 * apps.flatMap(({ app }) => actionsOf(app)).reduce((sum, { action }) => sum + action.memoryMb, 0),
  );

type GatewayPorts = (app: App, placedForm: PlacedForm) => number;

async function gatewayPorts({ apps, port }: StackPlan, placedForms: PlacedForm[]): Promise<GatewayPorts> {
  const chosen = new Map<string, number>();
  const keyOf = (app: App, { form, placement }: PlacedForm): string =>
    `${app.name} ${form} ${placement?.name ?? ''}`;
  for (const { app } of apps) {
    for (const placedForm of placedForms) {
      const wanted = (port ?? firstPort) + chosen.size;
      const purpose = `${app.title}, ${placedForm.form} form`;
      const claimed = port === undefined ? await nextFreePort(wanted) : await claimPort(wanted, purpose);
      chosen.set(keyOf(app, placedForm), claimed);
    }
  }
  return (app, placedForm) => chosen.get(keyOf(app, placedForm)) ?? 0;
}
