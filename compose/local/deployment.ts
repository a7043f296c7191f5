import type { Addresses, Form } from '#shared/app/addresses';
import { type App, type AppProcess, gatewayIn, processesOf } from '#shared/app/define-app';
import { counted } from '#shared/cli/counted';
import type { Progress } from '#shared/cli/progress';
import { untilAborted } from '#shared/cli/stop';
import type { LogLine } from '#shared/observe/steps';
import { applyPlan } from '#wsk/deploy/apply-plan';
import { deployApp, planUndeployment } from '#wsk/deploy/deploy-app';
import { reachableAt } from '#wsk/deploy/reachable-at';
import type { Placement } from '#wsk/placements/placement';
import { createFormControl, type FormControl } from './form-control.ts';
import type { FrontDoorSocket } from './front-door-socket.ts';
import type { Places } from './places.ts';
import type { StartedPlatform } from './platform.ts';
import { startService } from './service.ts';
import { settleAll } from './settle-all.ts';
import { startAsWhole, startSignal } from './start-signal.ts';
import type { SupervisedProcess } from './supervise.ts';
import { createTraceLog, logFile, readLog, type TraceLog } from './trace-log.ts';

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
  /** Stops and starts the form; absent where this process cannot do that, as for containers. */
  control?: FormControl;
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
  const { app, form, placement, platform } = plan;
  const { services, addresses } = plan.places;
  const traces = createTraceLog();
  const whole = startSignal();
  await deployActions(plan, plan.progress);
  const processes = await startProcesses(plan, traces);
  const control = createFormControl(`The ${form} form of ${app.title}`, plan.progress, {
    stop: (progress) => stopForm(plan, processes, progress),
    start: (progress) =>
      startAsWhole(whole, async () => {
        await plan.door.reopen();
        await deployActions(plan, progress);
        await progress.step(startTitle(plan), () =>
          settleAll(Object.values(processes).map((process) => process.start())),
        );
      }),
  });

  return {
    app,
    form,
    url: services[gatewayIn(app, form)] ?? addresses.service(gatewayIn(app, form)),
    services,
    folder: plan.folder,
    processes,
    control,
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

const startTitle = ({ app, form }: DeploymentPlan): string =>
  `Starting ${counted(processesOf(app, form).length, 'process', 'processes')} of ${app.title} (${form})`;

/** The addresses in this form, and in the other one if that runs too. */
const addressesOf = ({ places, other }: DeploymentPlan): Addresses => ({
  ...places.addresses,
  ...(other && { other: other.addresses }),
});

/** Deploys the actions of a serverless form. */
async function deployActions(plan: DeploymentPlan, progress: Progress): Promise<void> {
  const { app, placement, platform } = plan;
  if (platform === undefined || placement === undefined || plan.zips === undefined) return;
  const zips = await untilAborted(plan.zips, startSignal());
  const addresses = forActions(addressesOf(plan));
  const { hasAlarms, timers } = await progress.step(
    `Deploying ${counted(zips.size, 'action')} of ${app.title}`,
    () => untilAborted(deployApp(app, zips, platform, addresses, placement), startSignal()),
  );
  if (!hasAlarms && timers.length > 0)
    progress.line(
      `${platform.apihost} has no alarms: npm run deploy -- ${app.name} --fire invokes ${timers.map(({ action }) => action).join(', ')}`,
    );
}

/** Starts the processes of a form for the first time. */
async function startProcesses(
  plan: DeploymentPlan,
  traces: TraceLog,
): Promise<Record<string, SupervisedProcess>> {
  const { app, form, other } = plan;
  const gateway = gatewayIn(app, form);
  const processes: Record<string, SupervisedProcess> = {};
  const start = async (each: AppProcess): Promise<void> => {
    const { name } = each;
    const process = await startService({
      ...plan,
      process: each,
      port: plan.places.ports[name] ?? 0,
      door: name === gateway ? plan.door : undefined,
      addresses: addressesOf(plan),
      environment: name === gateway && other ? { OTHER_FORM_URL: other.url } : {},
      traces,
    });
    plan.onStarted(process);
    processes[name] = process;
  };
  await plan.progress.step(startTitle(plan), () => settleAll(processesOf(app, form).map(start)));
  return processes;
}

/** Closes the front door, ends the processes and removes the actions of a form. Its stores keep what is in them. */
async function stopForm(
  { app, form, door, platform }: DeploymentPlan,
  processes: Record<string, SupervisedProcess>,
  progress: Progress,
): Promise<void> {
  await door.close();
  const all = Object.values(processes);
  await progress.step(
    `Stopping ${counted(all.length, 'process', 'processes')} of ${app.title} (${form})`,
    () => Promise.all(all.map((process) => process.stop())),
  );
  if (platform === undefined) return;
  await progress.step(`Removing the actions of ${app.title}`, async () =>
    applyPlan(await planUndeployment(app, platform)),
  );
}
