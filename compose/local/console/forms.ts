import { Router } from 'express';
import { HttpError } from '#shared/http/errors';
import type { FormState } from '#shared/ui/overview/forms-state';
import type { Deployment } from '../deployment.ts';
import { NotNow } from '../form-control.ts';
import type { Stack } from '../stack.ts';
import { healthOf } from './health.ts';
import { byPostOnly } from './method.ts';

/**
 * The forms of all applications, with their condition and health: `GET /forms.json`. `POST /forms/APP/FORM/stop` and `…/start` change one
 * of them and answer when that is done, with the new condition.
 */
export function formRoutes({ deployments }: Stack): Router {
  const router = Router();
  router.get('/forms.json', async (_request, response) => {
    response.json(await Promise.all(deployments.map(describeForm)));
  });
  for (const what of ['stop', 'start'] as const)
    router
      .route(`/forms/:app/:form/${what}`)
      .post(async ({ params: { app, form } }, response) => {
        const deployment = deployments.find((each) => each.app.name === app && each.form === form);
        if (deployment === undefined) throw new HttpError(404, `there is no ${form} form of ${app} here`);
        await change(deployment, what);
        response.json(await describeForm(deployment));
      })
      .all(byPostOnly);
  return router;
}

async function change({ control }: Deployment, what: 'stop' | 'start'): Promise<void> {
  if (control === undefined) throw new HttpError(409, notHere);
  try {
    await control[what]();
  } catch (error) {
    if (error instanceof NotNow) throw new HttpError(409, error.message);
    throw error;
  }
}

const notHere = 'this form is not run by this process: stop and start its containers with docker compose';

async function describeForm(deployment: Deployment): Promise<FormState> {
  const { app, form, url, placement, platform, control } = deployment;
  const { condition, since, doing, error } = control?.status() ?? alwaysRunning;
  return {
    app: app.name,
    title: app.title,
    form,
    url,
    condition,
    ...(since === undefined ? {} : { forMs: Date.now() - since }),
    doing: [...doing],
    canChange: control !== undefined,
    ...(error === undefined ? {} : { error }),
    ...(placement === undefined ? {} : { placement }),
    ...(platform === undefined ? {} : { apihost: platform.apihost }),
    ...(condition === 'running' ? { health: await healthOf(deployment) } : {}),
  };
}

const alwaysRunning = { condition: 'running', since: undefined, doing: [], error: undefined } as const;
