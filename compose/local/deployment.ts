import type { Addresses, Form } from '#shared/app/addresses';
import { type App, gatewayIn, processesOf } from '#shared/app/define-app';
import { counted } from '#shared/cli/counted';
import type { Progress } from '#shared/cli/progress';
import { untilAborted } from '#shared/cli/stop';
import type { LogLine } from '#shared/observe/steps';
import { deployApp } from '#wsk/deploy/deploy-app';
import { reachableAt } from '#wsk/deploy/reachable-at';
import type { Placement } from '#wsk/placements/placement';
import type { FrontDoorSocket } from './front-door-socket.ts';
import type { Places } from './places.ts';
import type { StartedPlatform } from './platform.ts';
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
  /** The folder for files that the processes share; absent where this process cannot reach it. */
  folder?: string;
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
  places: Places;
  /** The socket on which the gateway listens. */
  door: FrontDoorSocket;
  /** The base URL of the other form's gateway and the addresses in that form, if it runs too. */
  other: { url: string; addresses: Addresses } | undefined;
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

/** The addresses for actions, which may be in containers when the user named the OpenWhisk. */
function forActions(addresses: Addresses): Addresses {
  const { OW_APIHOST, STORE_HOST } = process.env;
  return OW_APIHOST && STORE_HOST ? reachableAt(addresses, STORE_HOST) : addresses;
}

/** Starts one form of an application: a process for each service, or the actions and the services that stay processes. */
export async function startDeployment(plan: DeploymentPlan): Promise<Deployment> {
  const { app, form, placement, platform, progress, other } = plan;
  const { services, ports } = plan.places;
  const addresses = { ...plan.places.addresses, ...(other && { other: other.addresses }) };
  const started = processesOf(app, form);
  const gateway = gatewayIn(app, form);
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
    const { hasAlarms, timers } = await progress.step(
      `Deploying ${counted(zips.size, 'action')} of ${app.title}`,
      () => untilAborted(deployApp(app, zips, platform, forActions(addresses), placement), startSignal()),
    );
    if (!hasAlarms && timers.length > 0)
      progress.line(
        `${platform.apihost} has no alarms: npm run deploy -- ${app.name} --fire invokes ${timers.map(({ action }) => action).join(', ')}`,
      );
  }
  await progress.step(
    `Starting ${counted(started.length, 'process', 'processes')} of ${app.title} (${form})`,
    () =>
      settleAll(
        started.map(async (each) => {
          const { name } = each;
          const environment = name === gateway && other ? { OTHER_FORM_URL: other.url } : {};
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
