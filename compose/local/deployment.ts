import { join } from 'node:path';
import type { Addresses, ComponentName, Form } from '#shared/app/addresses';
import { type App, actionsOf, processesOf } from '#shared/app/define-app';
import type { Progress } from '#shared/cli/progress';
import type { LogLine } from '#shared/observe/steps';
import { addressOfAction, deployApp } from '#wsk/deploy/deploy-app';
import type { Placement } from '#wsk/placements/placement';
import type { StartedPlatform } from './platform.ts';
import { freePort } from './ports.ts';
import { type ServicePlace, startService } from './service.ts';
import { settleAll } from './settle-all.ts';
import type { Supervised } from './supervise.ts';
import { createTraceLog } from './trace-log.ts';

/** One application in one form, running. */
export interface Deployment {
  app: App;
  form: Form;
  /** Base URL of the front door. */
  url: string;
  /** Base URLs of all services, as anybody on this machine can call them. */
  services: Record<string, string>;
  /** The folder for files that its processes share. */
  folder: string;
  processes: Record<string, Supervised>;
  platform?: StartedPlatform;
  /** The name of the placement; of the serverless form. */
  placement?: string;
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
  /** Where the calls between actions go; only the serverless form has one. */
  placement: Placement | undefined;
  platform: StartedPlatform | undefined;
  /** A folder of the form's own, for files that its processes share. */
  folder: string;
  logFolder: string;
  progress: Progress;
  onFatal: (reason: string) => void;
  /** Told of each process as soon as it runs, so that it is stopped also when a later one cannot start. */
  started: (process: Supervised) => void;
}

/** Starts one form of an application: a process for each service, or actions and processes for what is no action. */
export async function startDeployment(plan: DeploymentPlan): Promise<Deployment> {
  const { app, form, placement, platform, progress } = plan;
  const services: Record<string, string> = {};
  const callees: Record<string, string> = {};
  const ports: Record<string, number> = {};
  for (const [name, { port: variable, protocol = 'http' }] of processesOf(app, form)) {
    const port = name === app.gateway ? plan.port : await freePort();
    ports[name] = port;
    if (variable !== undefined) callees[name] = services[name] = `${protocol}://127.0.0.1:${port}`;
  }
  if (platform !== undefined) {
    for (const each of actionsOf(app)) {
      callees[each.name] = addressOfAction(app, each, { ...platform, apihost: platform.callHost });
      if (each.action.kind === 'web') services[each.name] = addressOfAction(app, each, platform);
    }
  }
  const addresses: Addresses = {
    form,
    component: plan.component,
    service: (name) => callees[name] ?? `http://127.0.0.1:1/${name}-has-no-address`,
    folder: (name) => join(plan.folder, name),
    ...(platform === undefined ? {} : { actionKey: platform.auth }),
  };

  const traces = createTraceLog();
  const common: Omit<ServicePlace, 'name' | 'port'> = { ...plan, addresses, traces, environment: {} };
  const names = Object.keys(ports);
  const processes: Record<string, Supervised> = {};
  if (platform !== undefined && placement !== undefined && plan.zips !== undefined) {
    const zips = await plan.zips;
    const deploy = () => deployApp(app, zips, platform, addresses, placement);
    await progress.step(`Deploying ${zips.size} actions of ${app.title}`, () => platform.deploy(deploy));
  }
  await progress.step(`Starting ${names.length} processes of ${app.title} (${form})`, () =>
    settleAll(
      names.map(async (name) => {
        const environment = name === app.gateway && plan.other ? { OTHER_FORM_URL: plan.other } : {};
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
    url: services[app.gateway] ?? addresses.service(app.gateway),
    services,
    folder: plan.folder,
    processes,
    ...(platform === undefined ? {} : { platform }),
    ...(placement === undefined ? {} : { placement: placement.name }),
    linesOf: async (traceId, from, to) => [
      ...traces.linesOf(traceId),
      ...((await platform?.linesOf(traceId, from, to)) ?? []),
    ],
  };
}
