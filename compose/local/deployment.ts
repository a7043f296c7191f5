import { join } from 'node:path';
import type { Addresses, ComponentName, Form } from '#shared/app/addresses';
import { type App, actionsOf, gatewayIn, processesOf } from '#shared/app/define-app';
import { counted } from '#shared/cli/counted';
import type { Progress } from '#shared/cli/progress';
import { untilAborted } from '#shared/cli/stop';
import type { LogLine } from '#shared/observe/steps';
import { addressOfAction, deployApp } from '#wsk/deploy/deploy-app';
import type { Placement } from '#wsk/placements/placement';
import type { FrontDoorSocket } from './front-door-socket.ts';
import type { StartedPlatform } from './platform.ts';
import { freePort } from './ports.ts';
import { type ServiceOptions, startService } from './service.ts';
import { settleAll } from './settle-all.ts';
import { startSignal } from './start-signal.ts';
import type { SupervisedProcess } from './supervise.ts';
import { createTraceLog, logFile, readLog } from './trace-log.ts';

/** One running form of an application. */
export interface Deployment {
  app: App;
  form: Form;
  /** The base URL of the gateway. */
  url: string;
  /** The base URLs of all services, at addresses that any process of this machine can call. */
  services: Record<string, string>;
  /** The folder for files that the processes share. */
  folder: string;
  processes: Record<string, SupervisedProcess>;
  platform?: StartedPlatform;
  /** The name of the placement; only the serverless form has one. */
  placement?: string;
  /** The log lines of a trace from work that began between two times, in epoch milliseconds. */
  linesOf(traceId: string, from: number, to?: number): Promise<LogLine[]>;
  /** What a process or an action has logged, the oldest line first; a text without lines when that is nothing. */
  logOf(name: string): Promise<string>;
}

/** The options of `startDeployment`. */
export interface DeploymentPlan {
  app: App;
  form: Form;
  /** The socket on which the gateway listens. */
  door: FrontDoorSocket;
  /** The base URL of the other form's gateway, if that form runs too. */
  other: string | undefined;
  component(name: ComponentName): string;
  /** The archives of the actions; only the serverless form needs them. */
  zips: Promise<Map<string, Uint8Array>> | undefined;
  /** The placement of calls between actions; only the serverless form has one. */
  placement: Placement | undefined;
  platform: StartedPlatform | undefined;
  /** The form's folder for files that its processes share. */
  folder: string;
  logFolder: string;
  progress: Progress;
  onFatal: (reason: string) => void;
  /** Called with each process as soon as it runs, so that it is stopped also when a later one fails to start. */
  onStarted: (process: SupervisedProcess) => void;
}

/** Starts one form of an application: a process for each service, or the actions and the services that stay processes. */
export async function startDeployment(plan: DeploymentPlan): Promise<Deployment> {
  const { app, form, placement, platform, progress } = plan;
  const services: Record<string, string> = {};
  const internalUrls: Record<string, string> = {};
  const ports: Record<string, number> = {};
  const started = processesOf(app, form);
  const gateway = gatewayIn(app, form);
  for (const { name, spec } of started) {
    const { port: variable, protocol = 'http' } = spec;
    const port = name === gateway ? plan.door.port : await freePort();
    ports[name] = port;
    if (variable !== undefined) internalUrls[name] = services[name] = `${protocol}://127.0.0.1:${port}`;
  }
  if (platform !== undefined) {
    for (const each of actionsOf(app)) {
      internalUrls[each.name] = addressOfAction(app, each, { ...platform, apihost: platform.callHost });
      if (each.action.kind === 'web') services[each.name] = addressOfAction(app, each, platform);
    }
  }
  const addresses: Addresses = {
    form,
    component: plan.component,
    service: (name) => internalUrls[name] ?? `http://127.0.0.1:1/${name}-has-no-address`,
    folder: (name) => join(plan.folder, name),
    ...(platform === undefined ? {} : { actionKey: platform.auth }),
  };

  const traces = createTraceLog();
  const common: Omit<ServiceOptions, 'process' | 'port' | 'socket'> = {
    ...plan,
    addresses,
    traces,
    environment: {},
  };
  const processes: Record<string, SupervisedProcess> = {};
  if (platform !== undefined && placement !== undefined && plan.zips !== undefined) {
    const zips = await untilAborted(plan.zips, startSignal());
    await progress.step(`Deploying ${counted(zips.size, 'action')} of ${app.title}`, () =>
      untilAborted(deployApp(app, zips, platform, addresses, placement), startSignal()),
    );
  }
  await progress.step(
    `Starting ${counted(started.length, 'process', 'processes')} of ${app.title} (${form})`,
    () =>
      settleAll(
        started.map(async (each) => {
          const { name } = each;
          const environment = name === gateway && plan.other ? { OTHER_FORM_URL: plan.other } : {};
          const port = ports[name] ?? 0;
          const socket = name === gateway ? plan.door.fd : undefined;
          const process = await startService({ ...common, process: each, port, socket, environment });
          plan.onStarted(process);
          processes[name] = process;
        }),
      ),
  );

  return {
    app,
    form,
    url: services[gateway] ?? addresses.service(gateway),
    services,
    folder: plan.folder,
    processes,
    ...(platform === undefined ? {} : { platform }),
    ...(placement === undefined ? {} : { placement: placement.name }),
    linesOf: async (traceId, from, to) => [
      ...traces.linesOf(traceId),
      ...((await platform?.linesOf(traceId, from, to)) ?? []),
    ],
    logOf: async (name) =>
      name in processes || platform === undefined
        ? readLog(logFile(plan.logFolder, form, name))
        : platform.logOf(`${app.name}/${name}`),
  };
}
