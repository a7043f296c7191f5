import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunnableApp } from '#apps/apps';
import { type App, actionsOf, type ComponentName, type Form } from '#shared/app/define-app';
import { bundleApp, bundleFusedApp } from '#wsk/deploy/deploy-app';
import { allOrThrow } from './all-or-throw.ts';
import { installComponents, type StartedComponent, startComponent } from './components/components.ts';
import { type DataFolder, openDataFolder } from './data.ts';
import { type Deployment, startDeployment } from './deployment.ts';
import { type Containers, startContainers } from './docker.ts';
import { type StartedPlatform, startPlatform } from './platform.ts';
import { claimPort, nextFreePort } from './ports.ts';
import type { Progress } from './progress.ts';
import type { Supervised } from './supervise.ts';

/** What is to run. */
export interface StackPlan {
  apps: RunnableApp[];
  forms: Form[];
  /** Whether services are started too; otherwise only the components, with their data. */
  services?: boolean;
  /** First port of the front doors; a taken one is an error. Without it the next free ones from 8080 on. */
  port?: number | undefined;
  data?: string | undefined;
  /** Components in containers instead of processes. */
  docker?: boolean;
  progress: Progress;
  /** Told once, in a sentence, when something ended for good and the rest should stop. */
  giveUp: (reason: string) => void;
}

/** Applications and their components, running. */
export interface Stack {
  deployments: Deployment[];
  components: Partial<Record<ComponentName, StartedComponent>>;
  platform: StartedPlatform | undefined;
  stop(): Promise<void>;
}

/** What has been started so far, to be stopped also when a later part cannot start. */
interface Started extends Stack {
  data: DataFolder;
  services: Supervised[];
  containers: Containers | undefined;
}

const firstPort = 8080;

/** Starts everything; when a part cannot start, what has started is stopped again before the error is thrown. */
export async function startStack(plan: StackPlan): Promise<Stack> {
  const ports = await frontDoorPorts(plan);
  const names = [...new Set(plan.apps.flatMap(({ app }) => needed(app, plan.forms)))];
  if (!plan.docker) await installComponents(names, plan.progress);
  const started = open(openDataFolder(plan.data));
  try {
    await startComponents(plan, names, started);
    const rest = plan.services === false ? seeds(plan, started) : deployments(plan, started, ports);
    await allOrThrow([...rest, ...Object.values(started.components).map(({ ready }) => ready)]);
    return started;
  } catch (error) {
    await started.stop();
    throw error;
  }
}

/** The components that an application needs when the given forms run. */
const needed = ({ components, dropped }: App, forms: Form[]): ComponentName[] =>
  components.filter((name) => forms.includes('microservice') || !dropped.includes(name));

function open(data: DataFolder): Started {
  const started: Started = {
    data,
    deployments: [],
    components: {},
    platform: undefined,
    services: [],
    containers: undefined,
    async stop() {
      await Promise.all(started.services.splice(0).map((process) => process.stop()));
      for (const process of started.platform?.processes ?? []) await process.stop();
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
    started.components[name] = await startComponent(name, started.data.path, plan.progress, plan.giveUp);
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
function deployments(plan: StackPlan, started: Started, ports: FrontDoorPorts): Promise<void>[] {
  const { apps, forms, progress, giveUp } = plan;
  const seeded = allOrThrow(seeds(plan, started));
  const fused = process.env.FUSE === 'true';
  const bundle = fused ? bundleFusedApp : bundleApp;
  const bundles = new Map(
    apps.map(({ app }) => [app.name, forms.includes('serverless') ? bundle(app) : undefined]),
  );
  const platform = forms.includes('serverless')
    ? startPlatform(started.data.path, memoryFor(apps), progress, giveUp).then((running) => {
        started.platform = running;
        return running;
      })
    : undefined;
  for (const early of [seeded, platform, ...bundles.values()]) early?.catch(() => undefined);

  return apps.flatMap(({ app }) =>
    forms.map(async (form) => {
      await seeded;
      const other = forms.find((each) => each !== form);
      const deployment = await startDeployment({
        app,
        form,
        port: ports(app, form),
        other: other === undefined ? undefined : `http://127.0.0.1:${ports(app, other)}`,
        component: (name) => started.components[name]?.url ?? '',
        zips: form === 'serverless' ? bundles.get(app.name) : undefined,
        fused,
        platform: form === 'serverless' ? await platform : undefined,
        folder: formFolder(started, app, form),
        logFolder: join(started.data.path, 'logs', app.name),
        progress,
        giveUp,
        started: (process) => started.services.push(process),
      });
      started.deployments.push(deployment);
      started.deployments.sort((a, b) => forms.indexOf(a.form) - forms.indexOf(b.form));
    }),
  );
}

const leastMemoryMb = 4096;

/** Room for two instances of each action, so that none has to make room for another while nothing is wrong. */
const memoryFor = (apps: RunnableApp[]): number =>
  Math.max(
    leastMemoryMb,
    2 * apps.flatMap(({ app }) => actionsOf(app)).reduce((sum, { action }) => sum + action.memoryMb, 0),
  );

type FrontDoorPorts = (app: App, form: Form) => number;

async function frontDoorPorts({ apps, forms, port }: StackPlan): Promise<FrontDoorPorts> {
  const chosen = new Map<string, number>();
  for (const { app } of apps) {
    for (const form of forms) {
      const wanted = (port ?? firstPort) + chosen.size;
      const purpose = `${app.title}, ${form} form`;
      const claimed = port === undefined ? await nextFreePort(wanted) : await claimPort(wanted, purpose);
      chosen.set(`${app.name} ${form}`, claimed);
    }
  }
  return (app, form) => chosen.get(`${app.name} ${form}`) ?? 0;
}
