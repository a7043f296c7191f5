import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { RunnableApp } from '#shared/app/runnable-app';
import { buildPage } from '#shared/ui/build';
import { type AppReport, measureWarm } from './measure-scenario.ts';
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
    if (path === '/state.json') {
      const names = Object.fromEntries(
        content.apps.map(({ app: { name, title }, smokeScenario }) => [
          name,
          { title, scenario: smokeScenario.name },
        ]),
      );
      return sendJson(response, { ...describe(content.stack, content.reports), names });
    }
    const file = files.get(path === '/' ? '/index.html' : path);
    if (file === undefined) response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    else response.writeHead(200, { 'content-type': file.type }).end(file.body);
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

function sendJson(response: ServerResponse, value: unknown): void {
  response
    .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(value));
}
