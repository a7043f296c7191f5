import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { robotShop } from '#apps/robot-shop/app';
import { type ServiceName, web } from '#apps/robot-shop/web/service';
import { freePort } from '#compose/local/ports';
import type { ActionSpec, Addresses } from '#shared/app/define-app';
import { toActionArguments } from '#wsk/platform/web/web-request';
import { toHttpAnswer } from '#wsk/platform/web/web-response';
import type { Started, WorkerData } from './process.ts';

type Main = (params: Record<string, unknown>) => Promise<object>;

const { form, components }: WorkerData = workerData;
const { web: _frontDoor, ...services } = robotShop.services;
const ports: Record<string, number> = {};
const messageActions: Record<string, Main> = {};

/** Runs a form's entry files: each imported with its own environment, as if it were a process or an action. */
async function start(): Promise<Started> {
  for (const name of Object.keys(services)) ports[name] = await freePort();
  const addresses: Addresses = {
    form,
    component: (name) => components[name],
    service: (name) => `http://127.0.0.1:${ports[name]}`,
  };
  process.env.__OW_API_HOST = `http://127.0.0.1:${await serve(takeInvocation)}`;
  process.env.__OW_API_KEY = 'in:process';
  for (const [name, spec] of Object.entries(services)) {
    const variables = spec.environment(addresses);
    if (spec.portVariable !== undefined) variables[spec.portVariable] = String(ports[name]);
    Object.assign(process.env, variables);
    await startService(name, form === 'serverless' ? spec.action?.kind : undefined);
    for (const variable of Object.keys(variables)) delete process.env[variable];
  }
  const { catalogue, user, cart, shipping, ratings, payment } = Object.fromEntries(
    Object.keys(services).map((name) => [name, addresses.service(name)]),
  ) as Record<string, string> & Record<ServiceName, string>;
  const frontDoor = web({ services: { catalogue, user, cart, shipping, ratings, payment } });
  return { url: `http://127.0.0.1:${await serve(frontDoor)}`, gateway: addresses.service('gateway') };
}

async function startService(name: string, kind: ActionSpec['kind'] | undefined): Promise<void> {
  if (kind === undefined) {
    await import(`#apps/robot-shop/${name}/microservice`);
    return;
  }
  const { main } = (await import(`#apps/robot-shop/${name}/serverless`)) as { main: Main };
  if (kind === 'web') await serve((request, response) => void answer(main, request, response), ports[name]);
  else messageActions[`${robotShop.name}/${name}`] = main;
}

/** What the platform does for a raw web action. */
async function answer(main: Main, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
  const body = await bodyOf(request);
  const webRequest = { method: request.method ?? 'GET', path, query, headers: request.headers, body };
  const result = await main(toActionArguments(webRequest, { raw: true }));
  const { status, headers, body: content } = toHttpAnswer(result);
  response.writeHead(status, [...headers.flat(), 'Access-Control-Allow-Origin', '*']).end(content);
}

/** Stands for the platform's API: takes an invocation, answers at once, and runs the action then. */
const takeInvocation: RequestListener = async (request, response) => {
  const name = /\/actions\/([^?]+)/.exec(request.url ?? '')?.[1] ?? '';
  const params = JSON.parse((await bodyOf(request)).toString('utf8')) as Record<string, unknown>;
  response
    .writeHead(202, { 'content-type': 'application/json' })
    .end(JSON.stringify({ activationId: '0'.repeat(32) }));
  await messageActions[decodeURIComponent(name)]?.(params).catch((error: unknown) => console.error(error));
};

async function serve(listener: RequestListener, port = 0): Promise<number> {
  const server = createServer(listener).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

parentPort?.postMessage(await start());
