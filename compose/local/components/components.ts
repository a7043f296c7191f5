import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ComponentName } from '#shared/app/addresses';
import { urlVariables } from '#shared/app/components';
import type { Progress } from '#shared/cli/progress';
import { installDebian, rootPrefix } from '../install/debian.ts';
import { findProgram, type Program, programEnvironment } from '../install/find.ts';
import { installJars } from '../install/jars.ts';
import { installServicePrograms } from '../install/service-programs.ts';
import { freePort } from '../ports.ts';
import { type Command, type RunningProcess, startProcess } from '../process.ts';
import { settleAll } from '../settle-all.ts';
import { type SupervisedProcess, supervise } from '../supervise.ts';
import type { Component } from './component.ts';
import { kafka } from './kafka.ts';
import { memcached } from './memcached.ts';
import { mongodb } from './mongodb.ts';
import { mysql } from './mysql.ts';
import { postgresql } from './postgresql.ts';
import { rabbitmq } from './rabbitmq.ts';
import { redis } from './redis.ts';
import { s3 } from './s3.ts';
import { zipkin } from './zipkin.ts';

const components: Record<ComponentName, Component> = {
  mongodb,
  redis,
  memcached,
  mysql,
  rabbitmq,
  postgresql,
  kafka,
  s3,
  zipkin,
};

/** A started component. A server that the user named has no processes. */
export interface StartedComponent {
  name: ComponentName;
  url: string;
  /** The name of the server program. */
  server: string;
  processes: SupervisedProcess[];
  /** Resolves when the component accepts connections; rejects when it cannot be started. */
  ready: Promise<void>;
}

/** The component with a name. */
export const componentOf = (name: ComponentName): Component => components[name];

const configuredUrl = (component: Component): string | undefined =>
  process.env[urlVariables[component.name]] || undefined;

const hasAlternatives = ({ alternatives }: Component): boolean =>
  alternatives?.every((program) => findProgram(program) !== undefined) ?? false;

const absentOf = (programs: Program[]): string[] =>
  programs
    .filter((program) => findProgram(program) === undefined)
    .flatMap(({ debian, data = [] }) => [debian, ...data]);

/**
 * Installs the Debian packages of the named components and of the programs of services, and the jars of the components, that this
 * machine does not have; packages and jars side by side.
 */
export async function installComponents(
  names: ComponentName[],
  progress: Progress,
  ofServices: Program[] = [],
): Promise<void> {
  const used = names
    .map(componentOf)
    .filter((component) => configuredUrl(component) === undefined && !hasAlternatives(component));
  const ofComponents = used.flatMap(({ programs }) => programs);
  const byRoot = (await rootPrefix()) !== undefined;
  const packages = absentOf(byRoot ? [...ofComponents, ...ofServices] : ofComponents);
  const install = async (): Promise<void> => {
    if (packages.length > 0) await installDebian([...new Set(packages)], progress);
    if (!byRoot) await installServicePrograms(ofServices, progress);
  };
  await settleAll([install(), ...used.map((component) => classPathOf(component, progress))]);
}

const classPathOf = async ({ jars }: Component, progress: Progress): Promise<string> =>
  jars === undefined ? '' : await installJars(jars.name, jars.source, progress);

/** Starts a component with its data in a folder below `data`, or uses the server in the environment. Returns before it is ready. */
export async function startComponent(
  name: ComponentName,
  data: string,
  progress: Progress,
  onFatal: (reason: string) => void,
): Promise<StartedComponent> {
  const component = componentOf(name);
  const userUrl = configuredUrl(component);
  if (userUrl !== undefined) {
    progress.line(`${component.title}: the server in ${urlVariables[component.name]}`);
    const server = `${component.title}, your own`;
    return { name, url: userUrl.replace(/\/+$/, ''), server, processes: [], ready: Promise.resolve() };
  }
  const port = await freePort();
  const started: StartedComponent = {
    name,
    url: component.url(port),
    server: component.title,
    processes: [],
    ready: Promise.resolve(),
  };
  const folder = join(data, name);
  mkdirSync(folder, { recursive: true });
  const programs = [...component.programs, ...(component.alternatives ?? [])];
  const program = (command: string): string =>
    findProgram(programs.find((each) => each.command === command) ?? { command, debian: '' }) ?? '';
  started.ready = progress.step(`Starting ${component.title}`, async () => {
    const classPath = () => classPathOf(component, progress);
    for (const command of await component.commands({
      port,
      folder,
      freePort,
      program,
      classPath,
    })) {
      started.processes.push(await supervise(command.name, () => launch(command), progress.line, onFatal));
      started.server = command.name;
    }
  });
  started.ready.catch(() => undefined);
  return started;
}

const launch = (command: Command): Promise<RunningProcess> => {
  const { PATH = '', ...rest } = programEnvironment();
  const env = { LANG: 'C.UTF-8', HOME: process.env.HOME ?? '/', ...rest, PATH };
  return startProcess({ ...command, env: { ...env, ...command.env } });
};
