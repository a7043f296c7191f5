import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { apps } from '#apps/apps';
import type { RunnableApp } from '#shared/app/runnable-app';
import { messageOf } from '#shared/errors';
import { buildPage } from '#shared/ui/build';
import { componentOf } from './components/components.ts';
import type { Deployment } from './deployment.ts';
import { type AppReport, measureWarm } from './measure-scenario.ts';
import { activationRoutes } from './overview-activations.ts';
import { type Answer, sendAnswer, sendJson, sendText } from './overview-answers.ts';
import { showCode } from './overview-code.ts';
import { defaultResults, openExperiments } from './overview-experiments.ts';
import { formRoutes, isRunning } from './overview-forms.ts';
import { openLedger } from './overview-ledger.ts';
import { pairOf } from './overview-pair.ts';
import { partsOf } from './overview-parts.ts';
import { picturesOf } from './overview-picture.ts';
import { firstAnswer } from './overview-routes.ts';
import { openPort } from './ports.ts';
import { describe } from './report.ts';
import { traceSmokeScenario } from './smoke-scenario.ts';
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
  /** The folder in which experiments keep their results. Default: that of the command. */
  results?: string;
}

const nothingLogged = 'Nothing has been logged yet.\n';
const ui = join(import.meta.dirname, '..', '..', 'shared', 'ui');

/** Serves the page, its state as JSON, and the request by which its button runs the smoke scenario again. */
export async function startOverview(content: OverviewContent): Promise<Overview> {
  const [files, pair, ledger, experiments] = await Promise.all([
    buildPage(join(ui, 'overview')),
    buildPage(join(ui, 'pair')),
    openLedger(),
    openExperiments(content.results ?? defaultResults),
  ]);
  const routes = [formRoutes(content.stack), await activationRoutes(content.stack)];
  let url = '';
  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(messageOf(error));
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?')[0] ?? '/';
    const refused = refusalOf(request, url);
    if (refused !== undefined) return sendText(response, 403, refused);
    const answer = await firstAnswer(routes, request);
    if (answer !== undefined) return sendAnswer(response, answer);
    if (await experiments.answer(request, response, path)) return;
    const [, what = '', name = ''] = /^\/(run|send)\/([\w-]+)$/.exec(path) ?? [];
    if (request.method === 'POST') return work(what, name, response);
    if (what !== '') return sendText(response, 405, `${path} changes something: send it by POST`);
    if (path === '/pair') return redirect(response, `/pair/${firstService(content.apps)}`);
    if (path === '/state.json') return sendJson(response, stateOf(content));
    const file = await fileAt(path);
    if (file === undefined) sendText(response, 404, `There is no ${path} here.`);
    else sendAnswer(response, file);
  }

  const fileAt = async (path: string): Promise<Answer | undefined> =>
    files.get(path === '/' ? '/index.html' : path) ??
    pair.get(path) ??
    (await ledger(path)) ??
    (await read(path));

  /**
   * The code of a service, `/code/APP/SERVICE/…`; the page that compares its forms, `/pair/APP/SERVICE`, and what that shows, with
   * `.json`; or the log of a process or an action, `/log/APP/FORM/NAME`.
   */
  async function read(path: string): Promise<Answer | undefined> {
    const [, what, name, ...rest] = path.split('/');
    const app = apps[name ?? '']?.app;
    if (what === 'pair' && app !== undefined) {
      const [service = ''] = rest;
      const found = await pairOf(app, service.replace(/\.json$/, ''));
      if (found === undefined || !service.endsWith('.json')) return found && pair.get('/index.html');
      return { type: 'application/json', body: JSON.stringify(found) };
    }
    if (what === 'code' && app !== undefined) return showCode(app, rest.join('/'));
    const [form, part = ''] = rest;
    const deployment = content.stack.deployments.find((each) => each.app.name === name && each.form === form);
    if (what !== 'log' || deployment === undefined) return undefined;
    if (!partsOf(deployment).some(({ name }) => name === part)) return undefined;
    return { type: 'text/plain; charset=utf-8', body: (await deployment.logOf(part)) || nothingLogged };
  }

  /** Plays the scenario of an application: `run` measures it some more times, `send` plays it once and answers its traces. */
  async function work(what: string, name: string, response: ServerResponse): Promise<void> {
    const runnable = content.apps.find(({ app }) => app.name === name);
    if (what === '' || runnable === undefined) return sendText(response, 404, `${name} does not run`);
    const deployments = content.stack.deployments.filter((each) => each.app.name === name && isRunning(each));
    if (deployments.length === 0) return sendText(response, 409, `no form of ${name} runs: start one`);
    if (what === 'send') return sendJson(response, await sendToAll(runnable, deployments));
    const before = content.reports.get(name) ?? {};
    const report = { ...before, ...(await measureWarm(runnable, deployments, before)) };
    content.reports.set(name, report);
    sendJson(response, describe(content.stack, content.reports).apps[name] ?? {});
  }

  const chosen = content.port && content.port + 10;
  url = await openPort({ chosen, first: 8090, purpose: 'overview page' }, async (port) => {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${port}`;
  });
  return {
    url,
    async close() {
      await experiments.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

/** Why a request is refused: it was meant for another host, or a page of another origin has sent it. */
function refusalOf({ headers: { host, origin } }: IncomingMessage, url: string): string | undefined {
  const { port } = new URL(url);
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return `this is not ${host}`;
  return origin === undefined || origin === `http://${host}` ? undefined : 'only this page may do that';
}

/** Plays the scenario once in each form, one after the other. Answers, by form, what the services did for the main request. */
async function sendToAll(runnable: RunnableApp, deployments: Deployment[]): Promise<object> {
  const traces: [string, object][] = [];
  for (const deployment of deployments) {
    const { totalMs, lines } = await traceSmokeScenario(runnable, deployment);
    traces.push([deployment.form, { totalMs, lines }]);
  }
  return Object.fromEntries(traces);
}

/** What the page shows: what `--json` prints, the titles, and all parts of each form. */
function stateOf({ stack, apps, reports }: OverviewContent): object {
  const names = apps.map(({ app: { name, title }, smokeScenario }) => [
    name,
    {
      title,
      scenario: smokeScenario.name,
      pictures: picturesOf(stack, name),
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

/** The first service of the first application, as `/pair/…` names it. */
function firstService([first]: RunnableApp[]): string {
  return first === undefined ? '' : `${first.app.name}/${Object.keys(first.app.services)[0]}`;
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location }).end();
}
