import { join } from 'node:path';
import type { Addresses, App, ComponentName, Form } from '#shared/app/define-app';
import type { LogLine } from '#shared/observe/steps';
import { deployApp, webUrl } from '#wsk/deploy/deploy-app';
import { allOrThrow } from './all-or-throw.ts';
import type { StartedPlatform } from './platform.ts';
import { freePort } from './ports.ts';
import type { Progress } from './progress.ts';
import { type ServicePlace, startService } from './service.ts';
import type { Supervised } from './supervise.ts';
import { createTraceLog } from './trace-log.ts';

/** One application in one form, running. */
export interface Deployment {
  app: App;
  form: Form;
  /** Base URL of the front door. */
  url: string;
  /** Base URLs of all services, as others call them. */
  services: Record<string, string>;
  /** The folder for files that its processes share. */
  folder: string;
  processes: Record<string, Supervised>;
  platform?: StartedPlatform;
  /** What was logged about a trace by work that began between two times, in milliseconds since 1970. */
  linesOf(traceId: string, from: number, to?: number): Promise<LogLine[]>;
}

/** What a form of an application is started with. */
export interface DeploymentPlan {
  app: App;
  form: Form;
  port: number;
  /** Address of the front door of the other form, if it runs too. */
  other: string | undefined;
  component(name: ComponentName): string;
  /** The zip files of the actions; only the serverless form needs them. */
  zips: Promise<Map<string, Uint8Array>> | undefined;
  /** Whether the archives hold actions that they call. */
  fused: boolean;
  platform: StartedPlatform | undefined;
  /** A folder of the form's own, for files that its processes share. */
  folder: string;
  logFolder: string;
  progress: Progress;
  giveUp: (reason: string) => void;
  /** Told of each process as soon as it runs, so that it is stopped also when a later one cannot start. */
  started: (process: Supervised) => void;
}

/** Starts one form of an application: a process for each service, or actions and processes for what is no action. */
export async function startDeployment(plan: DeploymentPlan): Promise<Deployment> {
  const { app, form, platform, progress } = plan;
  const services: Record<string, string> = {};
  const ports: Record<string, number> = {};
  for (const [name, { portVariable, protocol = 'http', action }] of Object.entries(app.services)) {
    if (platform !== undefined && action !== undefined) {
      if (action.kind === 'web') services[name] = webUrl(platform, app.name, name);
    } else {
      const port = name === app.frontDoor ? plan.port : await freePort();
      ports[name] = port;
      if (portVariable !== undefined) services[name] = `${protocol}://127.0.0.1:${port}`;
    }
  }
  const addresses: Addresses = {
    form,
    component: plan.component,
    service: (name) => services[name] ?? `http://127.0.0.1:1/${name}-has-no-address`,
    folder: (name) => join(plan.folder, name),
    ...(platform === undefined ? {} : { platform }),
  };

  const traces = createTraceLog();
  const common: Omit<ServicePlace, 'name' | 'port'> = { ...plan, addresses, traces, environment: {} };
  const names = Object.keys(ports);
  const processes: Record<string, Supervised> = {};
  if (platform !== undefined && plan.zips !== undefined) {
    const zips = await plan.zips;
    const deploy = () => deployApp(app, zips, platform, addresses, plan.fused);
    await progress.step(`Deploying ${zips.size} actions of ${app.title}`, () => platform.deploy(deploy));
  }
  await progress.step(`Starting ${names.length} processes of ${app.title} (${form})`, () =>
    allOrThrow(
      names.map(async (name) => {
        const environment = name === app.frontDoor && plan.other ? { OTHER_FORM_URL: plan.other } : {};
        const port = ports[name] ?? 0;
        const process = await startService({ ...common, name, port, environment });
        plan.started(process);
        processes[name] = process;
      }),
    ),
  );

  return {
    app,
    form,
    url: `http://127.0.0.1:${plan.port}`,
    services,
    folder: plan.folder,
    processes,
    ...(platform === undefined ? {} : { platform }),
    linesOf: async (traceId, from, to) => [
      ...traces.linesOf(traceId),
      ...((await platform?.linesOf(traceId, from, to)) ?? []),
    ],
  };
}
