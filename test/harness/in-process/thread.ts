import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { apps } from '#apps/apps';
import { freePort } from '#compose/local/ports';
import {
  type Addresses,
  type App,
  actionsOf,
  type ServiceSpec,
  serviceEnvironment,
} from '#shared/app/define-app';
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
  if (apihost !== undefined)
    Object.assign(process.env, {
      __OW_API_HOST: apihost,
      __OW_API_KEY: apiKey,
      OW_APIHOST: apihost,
      OW_AUTH: apiKey,
    });
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
  for (const [name, { portVariable, protocol = 'http', action }] of Object.entries(app.services)) {
    const isAction = form === 'serverless' && action !== undefined;
    if (isAction ? action.kind !== 'web' : portVariable === undefined) continue;
    const port = await freePort();
    ports[name] = port;
    services[name] = `${isAction ? 'http' : protocol}://127.0.0.1:${port}`;
  }
  const addresses: Addresses = {
    form,
    component: (name) => components[name] ?? '',
    service: (name) => services[name] ?? `http://127.0.0.1:1/${name}-has-no-address`,
    folder: (name) => join(place, name),
    ...(apihost === undefined ? {} : { platform: { apihost, auth: apiKey } }),
  };
  for (const [name, spec] of Object.entries(app.services))
    await inEnvironment(spec, addresses, ports[name], () => startService(app, name, ports[name]));
  return { app: app.name, form, url: services[app.frontDoor] ?? '', services, folder: place };
}

/** Runs `load` while `process.env` has what the table says for a service; entry files read it when they are loaded. */
async function inEnvironment(
  spec: ServiceSpec,
  addresses: Addresses,
  port: number | undefined,
  load: () => Promise<void>,
): Promise<void> {
  const variables = serviceEnvironment(spec, addresses);
  if (spec.portVariable !== undefined && port !== undefined) variables[spec.portVariable] = `${port}`;
  const before = { ...process.env };
  Object.assign(process.env, variables);
  await load();
  for (const name of Object.keys(variables)) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
}

async function startService(app: App, name: string, port: number | undefined): Promise<void> {
  const own = form === 'serverless' ? actionsOf(app).filter(({ service }) => service === name) : [];
  if (own.length === 0) {
    const entry = join(root, 'apps', app.name, name, `${form}.ts`);
    await load(existsSync(entry) ? entry : join(root, 'apps', app.name, name, 'microservice.ts'));
    return;
  }
  for (const { name: action, entry, action: spec } of own) {
    const { main } = (await load(join(root, 'apps', app.name, name, entry))) as { main: Main };
    actions.set(`${app.name}/${action}`, main);
    if (spec.kind === 'web') await serveWebAction(main, port ?? 0);
    if (spec.everyMinutes !== undefined)
      setInterval(() => void main({}).catch(console.error), spec.everyMinutes * 60_000);
  }
}

const load = (file: string): Promise<unknown> => import(pathToFileURL(file).href);

parentPort?.postMessage(await start());
