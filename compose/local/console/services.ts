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

/**
 * What there is to read of a service: what its page shows, `/pair/APP/SERVICE.json`; a folder or file of it, `/contents/APP/SERVICE/…`;
 * and the log of a process or an action, `/log/APP/FORM/NAME.txt`. `/pair/APP` leads to the first service of an application, and `/pair` to that of the first
 * of `running`.
 */
export function serviceRoutes({ deployments }: Stack, [first]: RunnableApp[]): Router {
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
  router.get('/contents/:app/*path', async ({ params: { app, path } }, response) => {
    const known = apps[app]?.app;
    const source = known && (await readSource(known, path.join('/')));
    if (source === undefined) throw new HttpError(404, `${app} has no file ${path.join('/')} of a service.`);
    response.json(source);
  });
  router.get('/log/:app/:form/:part.txt', async ({ params: { app, form, part } }, response, next) => {
    const deployment = deployments.find((each) => each.app.name === app && each.form === form);
    if (!deployment || !partsOf(deployment).some(({ name }) => name === part)) return next();
    response.type('text/plain; charset=utf-8').send(await deployment.logOf(part));
  });
  return router;
}
