import type { Addresses, ComponentName, Form } from '#shared/app/addresses';
import {
  type App,
  actionsOf,
  gatewayIn,
  needsIn,
  processesOf,
  type ServiceSpec,
} from '#shared/app/define-app';
import type { Need } from '#shared/app/needs';
import type { Box, BoxKind, Picture } from '#shared/ui/overview/picture-types';
import { componentOf } from '../components/components.ts';
import type { Stack } from '../stack.ts';

const brokers: readonly ComponentName[] = ['rabbitmq', 'kafka'];

/** The pictures of the forms of an application that are started here. */
export const picturesOf = ({ deployments }: Stack, name: string): Partial<Record<Form, Picture>> =>
  Object.fromEntries(
    deployments.filter(({ app }) => app.name === name).map(({ app, form }) => [form, pictureOf(app, form)]),
  );

/** The parts of a form as its `app.ts` names them: what serves, and the stores, brokers and services that each of them needs. */
export function pictureOf(app: App, form: Form): Picture {
  const gateway = gatewayIn(app, form);
  const processes = processesOf(app, form).map((each) => ({ ...each, kind: 'process' as const }));
  const actions =
    form === 'serverless' ? actionsOf(app).map((each) => ({ ...each, kind: 'action' as const })) : [];
  const serving = [...processes, ...actions];
  const names = new Set(serving.map(({ name }) => name));
  const boxes = serving.map(({ name, service, kind }): Box => {
    const shown: BoxKind = name === gateway ? 'front door' : kind;
    return { id: name, title: name, kind: shown, service };
  });
  const kept = new Map<string, Box>();
  const arrows = serving.flatMap(({ name, service, spec }) => {
    const used = keptBy(spec, form, service);
    for (const box of used) kept.set(box.id, box);
    const called = needsIn(spec, form).flatMap(([, { calls }]) => calls ?? []);
    const targets = [...called.filter((each) => names.has(each)), ...used.map(({ id }) => id)];
    return [...new Set(targets)].filter((to) => to !== name).map((to) => ({ from: name, to }));
  });
  return { boxes: [...boxes, ...kept.values()], arrows };
}

/** The stores and brokers that a service needs. */
const keptBy = (spec: ServiceSpec, form: Form, service: string): Box[] =>
  needsIn(spec, form).flatMap(([variable, need]) => keptIn(need, variable, form, service) ?? []);

/** Where a need keeps something, as the value shows that a service gets for it: a private database, files, or a component. */
function keptIn(need: Need, variable: string, form: Form, service: string): Box | undefined {
  const { component, calls, callsOther } = need;
  if (calls !== undefined || callsOther !== undefined) return undefined;
  const value = need.value(nowhere(form), variable);
  if (value.startsWith('sqlite:')) {
    return { id: `${service}/sqlite`, title: `SQLite of ${service}`, kind: 'store' };
  }
  if (component !== undefined) {
    const kind = brokers.includes(component) ? 'broker' : 'store';
    return { id: `${component}/`, title: componentOf(component).title, kind };
  }
  const [, folder] = new RegExp(`${folders}/(.+)$`).exec(value) ?? [];
  return folder === undefined
    ? undefined
    : { id: `files/${folder}`, title: `files: ${folder}`, kind: 'store' };
}

const folders = '/folder-of-the-form';

/** Addresses of nothing, which only show what a need is for. */
const nowhere = (form: Form): Addresses => ({
  form,
  component: (name) => `${name}://nowhere`,
  service: (name) => `http://nowhere/${name}`,
  folder: (name) => `${folders}/${name}`,
  setting: (_variable, fallback) => fallback,
});
