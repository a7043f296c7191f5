import type { Form } from '#shared/app/addresses';
import { type App, type AppProcess, processesOf } from '#shared/app/define-app';
import { programOf } from '../../image/program.ts';
import { containerPort } from '../addresses.ts';
import { environmentOf, memoryMbOf } from '../environment.ts';
import { dialect, variablesOf } from './dialect.ts';
import { type Container, files, labelsOf, type Manifest, nodeUser, podOf } from './pod.ts';
import { serviceOf } from './service.ts';

/** Whether a process keeps files. */
const keepsFiles = (app: App, form: Form, process: AppProcess): boolean =>
  Object.values(environmentOf(app, form, process, dialect)).some((value) => value.includes(`${files.path}/`));

/** Whether a process of a form keeps files. */
export const hasFiles = (app: App, form: Form): boolean =>
  processesOf(app, form).some((process) => keepsFiles(app, form, process));

/** Whether there can be only one of a process. */
export const isAlone = (app: App, form: Form, process: AppProcess): boolean =>
  process.spec.keepsInMemory !== undefined || keepsFiles(app, form, process);

/** A process: its Deployment, and the Service by whose name others reach it. */
export function processManifests(app: App, form: Form, process: AppProcess): Manifest[] {
  const { name, spec } = process;
  const deployment: Manifest = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: labelsOf(name) },
    spec: {
      selector: { matchLabels: labelsOf(name) },
      // Two processes with the same files would lose what each other writes, also while one replaces the other.
      ...(isAlone(app, form, process) ? { replicas: 1, strategy: { type: 'Recreate' } } : {}),
      template: podOf(containerOf(app, form, process)),
    },
  };
  return spec.port === undefined ? [deployment] : [deployment, serviceOf(name, containerPort)];
}

function containerOf(app: App, form: Form, process: AppProcess): Container {
  const { name, service, entry, spec } = process;
  const isHttp = (spec.protocol ?? 'http') === 'http';
  return {
    name,
    image: spec.programs === undefined ? 'diptych' : 'diptych-programs',
    args: [`code/${programOf(app, service, entry)}.js`],
    env: variablesOf(environmentOf(app, form, process, dialect)),
    port: spec.port === undefined ? undefined : containerPort,
    health: isHttp ? (app.healthPath ?? '/health') : undefined,
    user: nodeUser,
    memoryMb: memoryMbOf(process),
    ...(keepsFiles(app, form, process) ? { volumes: { [files.claim]: files.path } } : {}),
  };
}
