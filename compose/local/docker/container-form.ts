import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll, downAll, type IDockerComposeOptions, logs, upAll } from 'docker-compose';
import type { Form } from '#shared/app/addresses';
import { type App, gatewayIn, processesOf } from '#shared/app/define-app';
import { Failure } from '#shared/cli/failure';
import type { Progress } from '#shared/cli/progress';
import { untilAborted } from '#shared/cli/stop';
import { linesOf, logOf } from '../activations.ts';
import type { Deployment } from '../deployment.ts';
import type { StartedPlatform } from '../platform.ts';
import { freePort } from '../ports.ts';
import { startSignal } from '../start-signal.ts';
import { createTraceLog } from '../trace-log.ts';
import type { ComposeProgram } from './compose-program.ts';
import { newSecrets } from './secrets.ts';

/** How many containers of a service run, where it is not one. */
export type Scale = ReadonlyMap<string, number>;

/** What decides how a form starts in containers. */
export interface ContainerPlan {
  app: App;
  form: Form;
  compose: ComposeProgram;
  /** The port of this machine for the front door, and the URL of the other form's, if that runs too. */
  port: number;
  otherUrl: string | undefined;
  scale: Scale;
  /** A folder for what this run writes. */
  folder: string;
  progress: Progress;
}

/** A form in containers. `stop` removes them with their network and their volumes. */
export interface ContainerForm {
  deployment: Deployment;
  stop(): Promise<void>;
}

/** The name of Compose's project with the containers that this process starts for a form. */
export const projectName = (app: App, form: Form): string => `diptych-${process.pid}-${app.name}-${form}`;

const composeFolder = join(import.meta.dirname, '..', '..');

/** Builds what the containers of a form run; what is built already costs a second. */
export async function buildImages(plan: ContainerPlan): Promise<void> {
  const { app, form, progress } = plan;
  await progress.step(`Building the images of ${app.title} (${form})`, () =>
    untilAborted(buildAll(optionsOf(plan, {})).catch(explain), startSignal()),
  );
}

/** Starts a form of an application by its compose file, and waits until all containers are healthy. */
export async function startContainerForm(plan: ContainerPlan): Promise<ContainerForm> {
  const { app, form, progress } = plan;
  const secrets = newSecrets(app, form);
  const options = optionsOf(plan, secrets);
  const platform = form === 'serverless' ? await publishOpenWhisk(plan, secrets.OW_AUTH ?? '') : undefined;
  if (platform !== undefined) options.config = [`${form}.yaml`, platform.file];
  const stop = async (): Promise<void> =>
    void (await downAll({ ...options, commandOptions: ['--volumes', '--remove-orphans'] }));
  try {
    await progress.step(`Starting the containers of ${app.title} (${form})`, () =>
      untilAborted(
        upAll({ ...options, commandOptions: ['--wait', ...scaleOf(plan)] }).catch(explain),
        startSignal(),
      ),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { deployment: deploymentOf(plan, options, platform), stop };
}

function optionsOf(
  { app, form, compose, port, otherUrl }: ContainerPlan,
  secrets: Record<string, string>,
): IDockerComposeOptions {
  return {
    ...compose,
    cwd: join(composeFolder, app.name),
    config: [`${form}.yaml`],
    composeOptions: ['--project-name', projectName(app, form)],
    env: {
      ...compose.env,
      ...secrets,
      PORT: `${port}`,
      ...(otherUrl === undefined ? {} : { OTHER_FORM_URL: otherUrl }),
    },
    maxOutputLength: 20_000,
  };
}

/** The options for the services that this form has as processes. */
const scaleOf = ({ app, form, scale }: ContainerPlan): string[] =>
  processesOf(app, form).flatMap(({ name }) =>
    scale.has(name) ? ['--scale', `${name}=${scale.get(name)}`] : [],
  );

/** The last lines of what Compose has printed, which say what is wrong. */
function explain(result: unknown): never {
  const text =
    typeof result === 'object' && result !== null && 'err' in result ? String(result.err) : String(result);
  throw new Failure(`Docker Compose failed:\n${text.trim().split('\n').slice(-10).join('\n')}`);
}

/** Makes a second compose file, which publishes the OpenWhisk of the form on a port of this machine. */
async function publishOpenWhisk(
  { app, folder }: ContainerPlan,
  auth: string,
): Promise<StartedPlatform & { file: string }> {
  const port = await freePort();
  const file = join(folder, `${app.name}-openwhisk.yaml`);
  const authFile = join(folder, `${app.name}-openwhisk.auth`);
  writeFileSync(authFile, `guest ${auth}\n`, { mode: 0o600 });
  writeFileSync(file, `services: { openwhisk: { ports: [ "127.0.0.1:${port}:3233" ] } }\n`);
  const host = { apihost: `http://127.0.0.1:${port}`, auth };
  return {
    ...host,
    namespace: 'guest',
    authFile,
    file,
    callHost: host.apihost,
    processes: [],
    linesOf: (traceId, from, to) => linesOf(host, traceId, from, to),
    logOf: (action) => logOf(host, action),
  };
}

function deploymentOf(
  { app, form, port }: ContainerPlan,
  options: IDockerComposeOptions,
  platform: StartedPlatform | undefined,
): Deployment {
  const url = `http://127.0.0.1:${port}`;
  const traces = createTraceLog();
  const rest = { text: '' };
  const callback = (chunk: Buffer): void => {
    const lines = (rest.text + chunk.toString()).split('\n');
    rest.text = lines.pop() ?? '';
    for (const line of lines) traces.add(line);
  };
  const plain = ['--no-log-prefix'];
  // It ends when the containers are removed.
  logs([], { ...options, follow: true, commandOptions: plain, callback, maxOutputLength: 0 }).catch(() => {});
  return {
    app,
    form,
    url,
    services: { [gatewayIn(app, form)]: url },
    processes: {},
    ...(platform === undefined ? {} : { platform, placement: 'platform' }),
    linesOf: async (traceId, from, to) => [
      ...traces.linesOf(traceId),
      ...((await platform?.linesOf(traceId, from, to)) ?? []),
    ],
    logOf: async (name) => {
      const { out, exitCode } = await logs(name, {
        ...options,
        commandOptions: [...plain, '--tail', '5000'],
      });
      return exitCode === 0 || platform === undefined ? out : platform.logOf(`${app.name}/${name}`);
    },
  };
}
