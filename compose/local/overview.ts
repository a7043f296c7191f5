import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { RunnableApp } from '#shared/app/runnable-app';
import { buildPage } from '#shared/ui/build';
import { componentOf } from './components/components.ts';
import { type AppReport, measureWarm } from './measure-scenario.ts';
import { showCode } from './overview-code.ts';
import { partsOf } from './overview-parts.ts';
import { openPort } from './ports.ts';
import { describe } from './report.ts';
import type { Stack } from './stack.ts';

/** The running server of the overview page. */
export interface Overview {
  url: string;
  close(): Promise<void>;
}

/** The content of the overview page. */
export interface OverviewContent {
  stack: Stack;
  apps: RunnableApp[];
  reports: Map<string, AppReport>;
  /** The port of the first gateway; the page has this port plus ten. */
  port: number | undefined;
}

const nothingLogged = 'Nothing has been logged yet.\n';
const page = join(import.meta.dirname, '..', '..', 'shared', 'ui', 'overview');

/** Serves the page, its state as JSON, and the request by which its button runs the smoke scenario again. */
export async function startOverview(content: OverviewContent): Promise<Overview> {
  const files = await buildPage(page);
  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?')[0] ?? '/';
    const run = /^\/run\/([\w-]+)$/.exec(path);
    if (run !== null && request.method === 'POST') return runAgain(run[1] ?? '', request, response);
    if (path === '/state.json') return sendJson(response, stateOf(content));
    const file = files.get(path === '/' ? '/index.html' : path) ?? (await read(path));
    if (file === undefined)
      response.writeHead(404, { 'content-type': 'text/plain' }).end(`There is no ${path} here.`);
    else
      response
        .writeHead(200, { 'content-type': file.type, 'x-content-type-options': 'nosniff' })
        .end(file.body);
  }

  /** The code of a service, `/code/APP/SERVICE/…`, or the log of a process or an action, `/log/APP/FORM/NAME`. */
  async function read(path: string): Promise<{ type: string; body: string } | undefined> {
    const [, what, name, ...rest] = path.split('/');
    const app = content.apps.find(({ app }) => app.name === name)?.app;
    if (what === 'code' && app !== undefined) return showCode(app, rest.join('/'));
    const [form, part = ''] = rest;
    const deployment = content.stack.deployments.find((each) => each.app.name === name && each.form === form);
    if (what !== 'log' || deployment === undefined) return undefined;
    if (!partsOf(deployment).some(({ name }) => name === part)) return undefined;
    return { type: 'text/plain; charset=utf-8', body: (await deployment.logOf(part)) || nothingLogged };
  }

  async function runAgain(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A page of another origin must not start a run.
    if (request.headers.origin !== undefined && request.headers.origin !== `http://${request.headers.host}`) {
      response.writeHead(403, { 'content-type': 'text/plain' }).end('only this page may do that');
      return;
    }
    const runnable = content.apps.find(({ app }) => app.name === name);
    if (runnable === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end(`${name} does not run`);
      return;
    }
    const deployments = content.stack.deployments.filter(({ app }) => app.name === name);
    const report = await measureWarm(runnable, deployments, content.reports.get(name) ?? {});
    content.reports.set(name, report);
    sendJson(response, describe(content.stack, content.reports).apps[name] ?? {});
  }

  const chosen = content.port && content.port + 10;
  const url = await openPort({ chosen, first: 8090, purpose: 'overview page' }, async (port) => {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${port}`;
  });
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What the page shows: what `--json` prints, the titles, and all parts of each form. */
function stateOf({ stack, apps, reports }: OverviewContent): object {
  const names = apps.map(({ app: { name, title }, smokeScenario }) => [
    name,
    {
      title,
      scenario: smokeScenario.name,
      parts: Object.fromEntries(
        stack.deployments.filter(({ app }) => app.name === name).map((each) => [each.form, partsOf(each)]),
      ),
    },
  ]);
  const components = Object.values(stack.components).map(({ name, url }) => ({
    title: componentOf(name).title,
    url: withoutPassword(url),
  }));
  return { ...describe(stack, reports), names: Object.fromEntries(names), components };
}

const withoutPassword = (url: string): string => url.replace(/(:\/\/[^:@/]*):[^@/]*@/, '$1@');

function sendJson(response: ServerResponse, value: unknown): void {
  response
    .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(value));
}
