import type { Form } from '#shared/app/addresses';
import {
  type App,
  actionsOf,
  gatewayIn,
  needsIn,
  processesOf,
  type ServiceSpec,
} from '#shared/app/define-app';
import { containerPort } from '../addresses.ts';
import { deployEnvironment, environmentOf, seedEnvironment, storesOf } from '../environment.ts';
import { dialect, secretsIn, variablesForOtherNamespaces, variablesOf } from './dialect.ts';
import { jobOf } from './job.ts';
import { files, type Manifest } from './pod.ts';
import { policiesOf } from './policies.ts';
import { hasFiles, isAlone, processManifests } from './process.ts';
import { autoscaler, disruptionBudget, ingressTo } from './scaling.ts';
import { claimOf } from './service.ts';
import { storeManifests, stores } from './store.ts';

/** The manifests of a form by the names of their files. */
export type Manifests = Record<string, Manifest[]>;

/** What runs in each cluster, small or large. */
export function baseOf(app: App, form: Form): Manifests {
  const shared = { hasFiles: hasFiles(app, form) };
  const seed = jobOf({
    name: 'seed',
    args: ['code/seed.js', app.name, form],
    env: variablesOf(seedEnvironment(app, form, dialect)),
    ...shared,
  });
  const deploy = (): Manifest =>
    jobOf({
      name: 'deploy',
      args: ['code/deploy.js', app.name],
      env: variablesForOtherNamespaces(deployEnvironment(app, dialect), partsOf(app, form)),
      ...shared,
    });
  const claims = shared.hasFiles ? [claimOf(files.claim)] : [];
  return {
    'stores.yaml': storesOf(app, form).flatMap(storeManifests),
    'jobs.yaml': [...claims, seed, ...(form === 'serverless' ? [deploy()] : [])],
    'processes.yaml': processesOf(app, form).flatMap((process) => processManifests(app, form, process)),
    'front-door.yaml': [ingressTo(gatewayIn(app, form), containerPort)],
    'network.yaml': networkOf(app, form),
  };
}

/** The names of all that runs in containers. */
const partsOf = (app: App, form: Form): string[] => [
  ...processesOf(app, form).map(({ name }) => name),
  ...storesOf(app, form),
];

/** What a large cluster has besides: more containers of the processes that need not be alone; nothing where all of them are. */
export function largeOf(app: App, form: Form): Manifests {
  const names = processesOf(app, form)
    .filter((process) => process.spec.port !== undefined && !isAlone(app, form, process))
    .map(({ name }) => name);
  if (names.length === 0) return {};
  return { 'scaling.yaml': names.flatMap((name) => [autoscaler(name), disruptionBudget(name)]) };
}

/** The names of the secrets that a form needs. */
export function secretNames(app: App, form: Form): string[] {
  const variables = [
    ...processesOf(app, form).map((process) => environmentOf(app, form, process, dialect)),
    ...storesOf(app, form).map((name) => stores[name].settings?.environment ?? {}),
    seedEnvironment(app, form, dialect),
    ...(form === 'serverless' ? [deployEnvironment(app, dialect)] : []),
  ];
  return [...new Set(variables.flatMap(secretsIn))].sort();
}

/** Each part reaches just what its row in the table of the application needs. */
function networkOf(app: App, form: Form): Manifest[] {
  const processes = processesOf(app, form);
  const all = storesOf(app, form);
  const running = new Set(partsOf(app, form));
  const needed = (spec: ServiceSpec): string[] => [
    ...new Set(
      needsIn(spec, form).flatMap(([, { component, calls }]) => [component ?? [], calls ?? []].flat()),
    ),
  ];
  const reached = processes.map(({ name, spec }): [string, string[]] => [
    name,
    needed(spec).filter((each) => running.has(each)),
  ]);
  const isServerless = form === 'serverless';
  const jobs: [string, string[]][] = [
    ['seed', all],
    ...(isServerless ? ([['deploy', all]] as [string, string[]][]) : []),
  ];
  const byActions = isServerless ? new Set(actionsOf(app).flatMap(({ spec }) => needed(spec))) : new Set();
  const callers = processes.filter(({ spec }) => needed(spec).some((each) => !running.has(each)));
  return policiesOf(new Map([...reached, ...jobs]), {
    frontDoor: gatewayIn(app, form),
    forActions: [...running].filter((each) => byActions.has(each)),
    callActions: isServerless ? [...callers.map(({ name }) => name), 'deploy'] : [],
  });
}
