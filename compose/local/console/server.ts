import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { apps } from '#apps/apps';
import { messageOf } from '#shared/errors';
import { HttpError, statusOf } from '#shared/http/errors';
import { openPort } from '../ports.ts';
import { activationRoutes } from './activations.ts';
import { openExperiments } from './experiments.ts';
import { formRoutes } from './forms.ts';
import { ledgerRoutes } from './ledger.ts';
import { type Measured, overviewRoutes } from './overview.ts';
import { pageRoutes } from './page.ts';
import { serviceRoutes } from './services.ts';

/** The running server of the console. */
export interface Console {
  url: string;
  close(): Promise<void>;
}

/** The content of the console. */
export interface ConsoleContent extends Measured {
  /** The port of the first gateway; the console has this port plus ten. */
  port: number | undefined;
  /** The folder in which experiments keep their results. Default: that of the command. */
  results?: string;
}

/** The folder in which the command keeps its results. */
const defaultResults = join(import.meta.dirname, '..', '..', '..', 'test', 'bench', 'results');

/** Serves the pages of the console on loopback, what they show as JSON, and the requests of their buttons. */
export async function startConsole({
  port,
  results = defaultResults,
  ...measured
}: ConsoleContent): Promise<Console> {
  const experiments = openExperiments(results);
  const site = express().disable('x-powered-by').use(ownPagesOnly);
  site.use(overviewRoutes(measured), formRoutes(measured.stack));
  site.use(serviceRoutes(measured.stack, measured.apps), ledgerRoutes());
  site.use(experiments.router, activationRoutes(measured.stack));
  for (const [name, paths] of Object.entries(pages)) site.use(await pageRoutes(name, paths));
  site.use(refuseUnknownPath, sendError);
  const server = createServer(site);
  const chosen = port && port + 10;
  const url = await openPort({ chosen, first: 8090, purpose: 'overview page' }, async (port) => {
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

/** The pages, by their folders in `shared/ui`, and the paths at which they are. */
const pages = {
  overview: ['/'],
  pair: Object.values(apps).flatMap(({ app: { name, services } }) =>
    Object.keys(services).map((service) => `/pair/${name}/${service}`),
  ),
  ledger: ['/ledger', ...Object.keys(apps).map((name) => `/ledger/${name}`)],
  experiments: ['/experiments'],
  activations: ['/activations'],
  code: ['/code/:app/*path'],
  log: ['/log/:app/:form/:part'],
};

/** Refuses what was meant for another host, and what a page of another origin has sent; keeps answers out of the browser's cache. */
const ownPagesOnly: RequestHandler = ({ headers: { host = '', origin }, socket }, response, next) => {
  const own = [`127.0.0.1:${socket.localPort}`, `localhost:${socket.localPort}`];
  if (!own.includes(host)) throw new HttpError(403, `this is not ${host}`);
  if (origin !== undefined && origin !== `http://${host}`)
    throw new HttpError(403, 'only this page may do that');
  response.set({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  next();
};

const refuseUnknownPath: RequestHandler = ({ path }) => {
  throw new HttpError(404, `There is no ${path} here.`);
};

/** Sends the words of an error. The console has one user, who may read all of them. */
const sendError: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status = statusOf(error) ?? (error as { status?: number }).status ?? 500;
  response.status(status).type('text/plain').send(messageOf(error));
};
