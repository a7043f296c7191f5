import { Router } from 'express';
import type { App } from '#shared/app/define-app';
import type { RunnableApp } from '#shared/app/runnable-app';
import { HttpError } from '#shared/http/errors';
import { componentOf } from '../components/components.ts';
import type { Deployment } from '../deployment.ts';
import type { AppReport } from '../measure-scenario.ts';
import { describe } from '../report.ts';
import type { Stack } from '../stack.ts';
import { byPostOnly } from './method.ts';
import { partsOf } from './parts.ts';
import { picturesOf } from './picture.ts';
import { measureAgain, sendToAll } from './play.ts';

/** The applications that run, and what was measured of them. */
export interface Measured {
  stack: Stack;
  apps: RunnableApp[];
  reports: Map<string, AppReport>;
}

/**
 * What the first page shows, `/state.json`. `POST /run/APP` measures the scenario of an application some more times and answers its times;
 * `POST /send/APP` plays it once and answers its traces. Both answer a notice for each form that does not run, and 409 when none does.
 */
export function overviewRoutes(measured: Measured): Router {
  const { stack, apps, reports } = measured;
  const router = Router();
  router.get('/state.json', (_request, response) => {
    response.json(stateOf(measured));
  });

  const runnableOf = (name: string): RunnableApp => {
    const runnable = apps.find(({ app }) => app.name === name);
    if (runnable === undefined) throw new HttpError(404, `${name} does not run`);
    return runnable;
  };
  const formsOf = (name: string): Deployment[] => stack.deployments.filter((each) => each.app.name === name);

  router
    .route('/run/:app')
    .post(async ({ params: { app } }, response) => {
      const runnable = runnableOf(app);
      const { report, notices } = await measureAgain(runnable, formsOf(app), reports.get(app) ?? {});
      reports.set(app, report);
      response.json({ app: describe(stack, reports).apps[app] ?? {}, notices });
    })
    .all(byPostOnly);
  router
    .route('/send/:app')
    .post(async ({ params: { app } }, response) => {
      response.json(await sendToAll(runnableOf(app), formsOf(app)));
    })
    .all(byPostOnly);
  return router;
}

/** What the page shows: what `--json` prints, the titles, and all parts of each form. */
function stateOf({ stack, apps, reports }: Measured): object {
  const names = apps.map(({ app: { name, title, services }, smokeScenario }) => [
    name,
    {
      title,
      scenario: smokeScenario.name,
      dispatchedBy: smokeScenario.dispatchedBy,
      waitsOnPurpose: waitsOnPurpose(services),
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

/** The sentences on deliberate waits, by the names of the services that have one. */
const waitsOnPurpose = (services: App['services']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(services).flatMap(([name, { waitsOnPurpose: sentence }]) =>
      sentence === undefined ? [] : [[name, sentence]],
    ),
  );

const withoutPassword = (url: string): string => url.replace(/(:\/\/[^:@/]*):[^@/]*@/, '$1@');
