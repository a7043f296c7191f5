import { Router } from 'express';
import { apps } from '#apps/apps';
import type { RunnableApp } from '#shared/app/runnable-app';
import type { Stack } from '../stack.ts';
import { showCode } from './code.ts';
import { sendAsset } from './page.ts';
import { pairOf } from './pair.ts';
import { partsOf } from './parts.ts';

const nothingLogged = 'Nothing has been logged yet.\n';

/**
 * What there is to read of a service: what its page shows, `/pair/APP/SERVICE.json`; its files, `/code/APP/SERVICE/…`; and the log of a
 * process or an action, `/log/APP/FORM/NAME`. `/pair` leads to the first service of the first of `running`.
 */
export function serviceRoutes({ deployments }: Stack, [first]: RunnableApp[]): Router {
  const router = Router();
  router.get('/pair', (_request, response, next) => {
    if (first === undefined) next();
    else response.redirect(`/pair/${first.app.name}/${Object.keys(first.app.services)[0]}`);
  });
  router.get('/pair/:app/:service.json', async ({ params: { app, service } }, response, next) => {
    const known = apps[app]?.app;
    const pair = known && (await pairOf(known, service));
    if (pair === undefined) next();
    else response.json(pair);
  });
  router.get('/code/:app/*path', async ({ params: { app, path } }, response, next) => {
    const known = apps[app]?.app;
    const shown = known && (await showCode(known, path.join('/')));
    if (shown === undefined) next();
    else sendAsset(response, shown);
  });
  router.get('/log/:app/:form/:part', async ({ params: { app, form, part } }, response, next) => {
    const deployment = deployments.find((each) => each.app.name === app && each.form === form);
    if (!deployment || !partsOf(deployment).some(({ name }) => name === part)) return next();
    response.type('text/plain; charset=utf-8').send((await deployment.logOf(part)) || nothingLogged);
  });
  return router;
}
