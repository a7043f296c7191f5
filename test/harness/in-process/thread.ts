import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { apps } from '#apps/apps';
import { freePort } from '#compose/local/ports';
import { actionUrl } from '#shared/actions/client';
import type { Addresses } from '#shared/app/addresses';
import { type App, actionsOf, gatewayIn, processesOf, type ServiceSpec } from '#shared/app/define-app';
import { serviceEnvironment } from '#shared/app/environment';
import type { FormAddresses } from '../deployed-form.ts';
import { type Main, serveApi, serveWebAction } from './actions.ts';
import { apiKey, type ThreadPlan, type ThreadStarted } from './start.ts';

const { form, apps: names, components, folder }: ThreadPlan = workerData;
const root = join(import.meta.dirname, '..', '..', '..');
const actions = new Map<string, Main>();

/** Loads one form's entry files of all services, each with the environment that a process or an action of its own would have. */
async function start(): Promise<ThreadStarted> {
  // Each of the many servers here listens for signals that a thread never gets.
  process.setMaxListeners(0);
  const apihost = form === 'serverless' ? `http://127.0.0.1:${await serveApi(actions)}` : undefined;
  // The settings that all services share are read once in a thread.
  if (apihost !== undefined) process.env.OW_AUTH = apiKey;
  const started: FormAddresses[] = [];
  for (const name of names) {
    const app = apps[name]?.app;
    if (app !== undefined) started.push(await startApp(app, apihost));
  }
  return { forms: started, ...(apihost === undefined ? {} : { apihost }) };
}

async function startApp(app: App, apihost: string | undefined): Promise<FormAddresses> {
  const place = join(folder, app.name);
  const ports: Record<string, number> = {};
  const services: Record<string, string> = {};
  const actionAddresses: Record<string, string> = {};
  for (const { name, spec } of processesOf(app, form)) {
    const { port, protocol = 'http' } = spec;
    if (port === undefined) continue;
    ports[name] = await freePort();
    services[name] = `${protocol}://127.0.0.1:${ports[name]}`;
  }
  for (const { name, action } of apihost === undefined ? [] : actionsOf(app)) {
    if (action.kind === 'web') {
      ports[name] = await freePort();
      services[name] = `http://127.0.0.1:${ports[name]}`;
    } else actionAddresses[name] = actionUrl(apihost ?? '', `${app.name}/${name}`);
  }
  const addresses: Addresses = {
    form,
    component: (name) => components[name] ?? '',
    service: (name) => services[name] ?? actionAddresses[name] ?? `http://127.0.0.1:1/${name}-has-no-address`,
    folder: (name) => join(place, name),
    ...(apihost === undefined ? {} : { actionKey: apiKey }),
  };
  for (const { name, service, entry, spec } of processesOf(app, form)) {
    await inEnvironment({ app, name: service, spec, port: ports[name] }, addresses, () =>
      load(join(root, 'apps', app.name, service, entry)),
    );
  }
  for (const { name, service, entry, spec, action } of apihost === undefined ? [] : actionsOf(app)) {
    await inEnvironment({ app, name: service, spec, port: undefined }, addresses, async () => {
      const { main } = (await load(join(root, 'apps', app.name, service, entry))) as { main: Main };
      actions.set(`${app.name}/${name}`, main);
      if (action.kind === 'web') await serveWebAction(main, ports[name] ?? 0);
      if (action.everyMinutes !== undefined)
        setInterval(() => void main({}).catch(console.error), action.everyMinutes * 60_000);
    });
  }
  return { app: app.name, form, url: services[gatewayIn(app, form)] ?? '', services, folder: place };
}

interface Loaded {
  app: App;
  name: string;
  spec: ServiceSpec;
  port: number | undefined;
}

/** Runs `work` while `process.env` has what the table says for a service; entry files read it when they are loaded. */
async function inEnvironment(
  { app, name, spec, port }: Loaded,
  addresses: Addresses,
  work: () => Promise<unknown>,
): Promise<void> {
  // Several actions of a service are loaded here, and each reads its own part of what the service declares.
  const { SERVICE_VARIABLES: _, ...variables } = serviceEnvironment(app, name, spec, addresses);
  if (spec.port !== undefined && port !== undefined) variables[spec.port] = `${port}`;
  const before = { ...process.env };
  Object.assign(process.env, variables);
  await work();
  for (const each of Object.keys(variables)) {
    if (before[each] === undefined) delete process.env[each];
    else process.env[each] = before[each];
  }
}

const load = (file: string): Promise<unknown> => import(pathToFileURL(file).href);

parentPort?.postMessage(await start());
