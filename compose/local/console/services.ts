import { type NextFunction, type Response, Router } from 'express';
import { apps } from '#apps/apps';
import type { App } from '#shared/app/define-app';
import type { RunnableApp } from '#shared/app/runnable-app';
import { HttpError } from '#shared/http/errors';
import type { Pair } from '#shared/ui/pair/types';
import type { Stack } from '../stack.ts';
import { readSource } from './code.ts';
import { pairOf } from './pair.ts';
import { partsOf } from './parts.ts';

/** What there is to read of a service: both forms beside each other, its files, and the logs of its processes and actions. */
export const serviceRoutes = (stack: Stack, running: RunnableApp[]): Router[] => [
  pairRoutes(running),
  fileRoutes(),
  logRoutes(stack),
];

/** What the page of a service shows, `/pair/APP/SERVICE.json`; `/pair/APP` and `/pair` lead to the page of a first service. */
function pairRoutes([first]: RunnableApp[]): Router {
  const router = Router();
  const showFirst = (app: App | undefined, response: Response, next: NextFunction): void => {
    if (app === undefined) next();
    else response.redirect(`/pair/${app.name}/${Object.keys(app.services)[0]}`);
  };
  router.get('/pair', (_request, response, next) => showFirst(first?.app, response, next));
  router.get('/pair/:app', ({ params: { app } }, response, next) =>
    showFirst(apps[app]?.app, response, next),
  );
  router.get('/pair/:app/:service.json', async ({ params: { app, service } }, response, next) => {
    const known = apps[app]?.app;
    const pair = known && (await pairOf(known, service));
    if (pair === undefined) return next();
    const all = Object.values(apps).map(({ app: { name, title } }) => ({ name, title }));
    response.json({ ...pair, apps: all } satisfies Pair);
  });
  return router;
}

/** A folder or file of a service, `/contents/APP/SERVICE/…`; and the status of the page that shows it. */
function fileRoutes(): Router {
  const router = Router();
  const sourceAt = async ({ app, path }: { app: string; path: string[] }) => {
    const known = apps[app]?.app;
    return known && readSource(known, path.join('/'));
  };
  router.get('/contents/:app/*path', async ({ params }, response) => {
    const source = await sourceAt(params);
    if (source === undefined)
      throw new HttpError(404, `${params.app} has no file ${params.path.join('/')} of a service.`);
    response.json(source);
  });
  router.get('/code/:app/*path', async ({ params }, response, next) => {
    if ((await sourceAt(params)) === undefined) response.status(404);
    next();
  });
  return router;
}

/** The log of a process or an action, `/log/APP/FORM/NAME.txt`; and the status of the page that shows it. */
function logRoutes({ deployments }: Stack): Router {
  const router = Router();
  const loggerOf = ({ app, form, part }: { app: string; form: string; part: string }) =>
    deployments.find(
      (each) =>
        each.app.name === app && each.form === form && partsOf(each).some(({ name }) => name === part),
    );
  router.get('/log/:app/:form/:part.txt', async ({ params, path }, response) => {
    const log = await loggerOf(params)?.logOf(params.part);
    if (log === undefined) throw new HttpError(404, `There is no ${path} here.`);
    response.type('text/plain; charset=utf-8').send(log);
  });
  router.get('/log/:app/:form/:part', ({ params }, response, next) => {
    if (loggerOf(params) === undefined) response.status(404);
    next();
  });
  return router;
}
