import { type Form, forms } from '#shared/app/addresses';
import {
  type App,
  type AppProcess,
  gatewayIn,
  needsIn,
  processesOf,
  programsOf,
} from '#shared/app/define-app';
import type { Program } from '#shared/app/program';
import { programOf } from '../image/program.ts';
import { concurrency, memoryMbFor } from '../pool.ts';
import { containerPort, type Dialect, isSecret, openwhiskKey } from './addresses.ts';
import { deployEnvironment, environmentOf, memoryMbOf, seedEnvironment, storesOf } from './environment.ts';
import { realOpenWhisk, standaloneOpenWhisk } from './real-openwhisk.ts';
import { type Store, storesWith } from './stores.ts';
import { shared, textOf } from './yaml.ts';

/** How a compose file names variables of whoever starts the containers, or of a file `.env` beside it. */
export const dialect: Dialect = {
  secret: (name, fallback) => `\${${name}:-${fallback}}`,
  setting: (name, fallback) => `\${${name}:-${fallback}}`,
  openwhisk: `\${OW_APIHOST:-http://openwhisk:3233}`,
};
const stores = storesWith(dialect.secret);

/** A variable of the container only if whoever starts it has set it. */
const ifSet = null;

/** The port of this machine on which a form's front door is, unless PORT names another. */
const frontPorts: Record<Form, number> = { microservice: 8080, serverless: 8081 };

const megabytes = (count: number): string => `${count}m`;

const image = (name: string): string => `${name}:\${DIPTYCH_TAG:-local}`;

/** How an image is built. Only one service of a file says it, because Compose builds for each that does. */
const buildOf = (dockerfile: string) => ({
  build: { context: '../..', dockerfile: `compose/${dockerfile}` },
});

/** The image of what runs programs of Debian, which makes it large. */
const withPrograms = (programs: Program[], isFirst: boolean) =>
  programs.length === 0
    ? {}
    : { image: image('diptych-programs'), ...(isFirst ? buildOf('programs.Dockerfile') : {}) };

/** What every container may do: nothing but its work. */
const confined = {
  init: true,
  read_only: true,
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges:true'],
  restart: 'unless-stopped',
  logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
};

const program = {
  ...shared('confined'),
  image: image('diptych'),
  tmpfs: ['/tmp'],
  volumes: ['files:/data'],
  cpus: 1,
};

/** A health check; it costs little, for a form has up to twenty of them. */
const checked = (...test: string[]) => ({
  healthcheck: { test, interval: '5s', timeout: '5s', retries: 60 },
});

/** Whether a port takes connections. */
const accepts = (port: number): string[] => ['CMD', 'nc', '-z', '127.0.0.1', `${port}`];

/** Whether a GET is answered without an error. */
const answers = (url: string): string[] => ['CMD', 'wget', '-q', '-O', '/dev/null', url];

/** The compose file of one form of an application. */
export function composeFile(app: App, form: Form): string {
  const components = storesOf(app, form);
  const parts = {
    ...Object.fromEntries(components.map((name) => [name, storeIn(name, stores[name])])),
    ...(form === 'serverless' ? openwhisks(app) : {}),
    ...jobs(app, form),
    ...Object.fromEntries(processesOf(app, form).map((each) => [each.name, processIn(app, form, each)])),
  };
  const volumes = [...components.filter((name) => stores[name].data !== undefined), 'files'];
  return textOf(
    `${app.title}, ${form} form. Made of apps/${app.name}/app.ts by npm run compose.`,
    { confined, program },
    {
      name: `${app.name}-${form}`,
      services: parts,
      volumes: Object.fromEntries(volumes.map((name) => [name, {}])),
    },
  );
}

const storeIn = (
  name: string,
  { image, settings = {}, port, healthy = accepts(port), data, user, scratch = [], memoryMb }: Store,
) => ({
  ...shared('confined'),
  image,
  ...settings,
  ...(user === undefined ? {} : { user }),
  ...(data === undefined ? {} : { volumes: [`${name}:${data}`] }),
  tmpfs: ['/tmp', ...scratch],
  cpus: 1,
  mem_limit: megabytes(memoryMb),
  ...checked(...healthy),
});

const whenHealthy = (names: string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, { condition: 'service_healthy' }]));

const isDone = { condition: 'service_completed_successfully' };

/** The containers that do their work once: they fill the stores and deploy the actions. */
function jobs(app: App, form: Form): Record<string, unknown> {
  const seed = {
    ...shared('program'),
    ...buildOf('Dockerfile'),
    command: ['code/seed.js', app.name, form],
    environment: seedEnvironment(app, form, dialect),
    depends_on: whenHealthy(storesOf(app, form)),
    restart: jobRestart,
    mem_limit: megabytes(512),
  };
  if (form === 'microservice') return { seed };
  const deploy = {
    ...shared('program'),
    command: ['code/deploy.js', app.name],
    environment: deployEnvironment(app, dialect),
    depends_on: {
      ...whenHealthy(['openwhisk']),
      [realOpenWhisk]: { condition: 'service_healthy', required: false },
      seed: isDone,
    },
    restart: jobRestart,
    mem_limit: megabytes(512),
  };
  return { seed, deploy };
}

/** The embedded OpenWhisk, and the real one that the profile `openwhisk` adds. */
const openwhisks = (app: App): Record<string, unknown> => ({
  openwhisk: embeddedOpenWhisk(app),
  [realOpenWhisk]: standaloneOpenWhisk(openwhiskKey(dialect)),
});

/** The embedded OpenWhisk, with memory for two instances of each action. */
function embeddedOpenWhisk(app: App): unknown {
  const memory = memoryMbFor([app]);
  const options = ['--memory', `${memory}`, '--concurrency', `${concurrency}`, '--data', '/data/openwhisk'];
  return {
    ...shared('program'),
    ...withPrograms(programsOf(app, 'serverless'), true),
    command: ['code/openwhisk.js', '--host', '0.0.0.0', '--port', '3233', ...options, '--keep', 'entities'],
    environment: { OPENWHISK_KEYS: `guest ${openwhiskKey(dialect)}` },
    cpus: 2,
    mem_limit: megabytes(memory + 512),
    ...checked(...answers('http://127.0.0.1:3233/ping')),
  };
}

function processIn(app: App, form: Form, process: AppProcess): unknown {
  const { name, service, entry, spec } = process;
  const { port, protocol = 'http' } = spec;
  const isFrontDoor = name === gatewayIn(app, form);
  const firstWithPrograms = processesOf(app, form).find((each) => each.spec.programs !== undefined);
  return {
    ...shared('program'),
    ...withPrograms(spec.programs ?? [], name === firstWithPrograms?.name),
    command: [`code/${programOf(app, service, entry)}.js`],
    environment: {
      ...Object.fromEntries((spec.settings ?? []).map((name) => [name, ifSet])),
      ...environmentOf(app, form, process, dialect),
      ...(isFrontDoor ? { OTHER_FORM_URL: ifSet } : {}),
    },
    ...(isFrontDoor ? { ports: [`127.0.0.1:\${PORT:-${frontPorts[form]}}:${containerPort}`] } : {}),
    depends_on: {
      ...whenHealthy(needsIn(spec, form).flatMap(([, { component }]) => component ?? [])),
      [form === 'serverless' ? 'deploy' : 'seed']: isDone,
    },
    mem_limit: megabytes(memoryMbOf(process)),
    ...(port === undefined
      ? {}
      : checked(
          ...(protocol === 'http'
            ? answers(`http://127.0.0.1:${containerPort}${app.healthPath ?? '/health'}`)
            : accepts(containerPort)),
        )),
  };
}

/** A job that keeps failing ends, so that `up --wait` does too. The engine waits longer each time. */
const jobRestart = 'on-failure:7';

/** The names of the secrets in the compose files of an application: their variables. */
export function secretsOf(app: App): string[] {
  const texts = forms.map((form) => composeFile(app, form)).join('');
  const names = [...texts.matchAll(/\$\{(\w+):-/g)].map(([, name = '']) => name);
  return [...new Set(names)].filter(isSecret);
}
