import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll, downAll, type IDockerComposeOptions, logs, upAll } from 'docker-compose';
import type { Form } from '#shared/app/addresses';
import { type App, actionsOf, gatewayIn, processesOf } from '#shared/app/define-app';
import { Failure } from '#shared/cli/failure';
import type { Progress } from '#shared/cli/progress';
import { untilAborted } from '#shared/cli/stop';
import { addressOfAction } from '#wsk/deploy/deploy-app';
import { linesOf, logOf } from '../activations.ts';
import type { Deployment } from '../deployment.ts';
import type { StartedPlatform } from '../platform.ts';
import { freePort } from '../ports.ts';
import { startSignal } from '../start-signal.ts';
import { createTraceLog } from '../trace-log.ts';
import type { ComposeProgram } from './compose-program.ts';
import type { Scale } from './scale.ts';
import type { Secrets } from './secrets.ts';

/** A form of which the images are built. */
export interface FormPlan {
  app: App;
  form: Form;
  compose: ComposeProgram;
  progress: Progress;
}

/** What decides how a form starts in containers. */
export interface ContainerPlan extends FormPlan {
  /** The port of this machine for the front door, and the URL of the other form's, if that runs too. */
  port: number;
  otherUrl: string | undefined;
  scale: Scale;
  secrets: Secrets;
  /** A folder for what this run writes. */
  folder: string;
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
export async function buildImages(plan: FormPlan): Promise<void> {
  const { app, form, progress } = plan;
  await progress.step(`Building the images of ${app.title} (${form})`, () =>
    untilAborted(buildAll(fileOf(plan)).catch(explain), startSignal()),
  );
}

/** Starts a form of an application by its compose file, and waits until all containers are healthy. */
export async function startContainerForm(plan: ContainerPlan): Promise<ContainerForm> {
  const { app, form, secrets, progress } = plan;
  const options = optionsOf(plan);
  const platform = form === 'serverless' ? await publishOpenWhisk(plan, secrets.OW_AUTH ?? '') : undefined;
  if (platform !== undefined) options.config = [`${form}.yaml`, platform.file];
  const stop = async (): Promise<void> => {
    const removed = downAll({ ...options, commandOptions: ['--volumes', '--remove-orphans'] });
    await removed.catch((result: unknown) => {
      throw new Failure(
        `The containers of ${app.title} (${form}) are not removed. When Docker responds again: docker compose -p ${projectName(app, form)} down --volumes\n${lastLines(result)}`,
      );
    });
  };
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

/** The compose file of a form, and what runs it. */
const fileOf = ({ app, form, compose }: FormPlan): IDockerComposeOptions => ({
  ...compose,
  cwd: join(composeFolder, app.name),
  config: [`${form}.yaml`],
  composeOptions: ['--project-name', projectName(app, form)],
  maxOutputLength: 20_000,
});

function optionsOf(plan: ContainerPlan): IDockerComposeOptions {
  const { compose, port, otherUrl, secrets } = plan;
  return {
    ...fileOf(plan),
    env: {
      ...compose.env,
      ...secrets,
      PORT: `${port}`,
      // Not the one that somebody has named for `npm run deploy`.
      OW_APIHOST: '',
      ...(otherUrl === undefined ? {} : { OTHER_FORM_URL: otherUrl }),
    },
  };
}

/** The options for the services that this form has as processes. */
const scaleOf = ({ app, form, scale }: ContainerPlan): string[] =>
  processesOf(app, form).flatMap(({ name }) =>
    scale.has(name) ? ['--scale', `${name}=${scale.get(name)}`] : [],
  );

function explain(result: unknown): never {
  throw new Failure(`Docker Compose failed:\n${lastLines(result)}`);
}

/** The last lines of what Compose has printed, which say what is wrong. */
function lastLines(result: unknown): string {
  const text =
    typeof result === 'object' && result !== null && 'err' in result ? String(result.err) : String(result);
  return text.trim().split('\n').slice(-10).join('\n');
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

/** The addresses of the web actions; processes other than the front door have none outside of Docker's network. */
const actionAddresses = (app: App, platform: StartedPlatform | undefined): Record<string, string> =>
  platform === undefined
    ? {}
    : Object.fromEntries(
        actionsOf(app)
          .filter(({ action }) => action.kind === 'web')
          .map((each) => [each.name, addressOfAction(app, each, platform)]),
      );

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
    services: { ...actionAddresses(app, platform), [gatewayIn(app, form)]: url },
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
