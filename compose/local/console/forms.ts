import type { FormState } from '#shared/ui/overview/forms-state';
import type { Deployment } from './deployment.ts';
import { NotNow } from './form-control.ts';
import { type Answer, json, text } from './overview-answers.ts';
import { healthOf } from './overview-health.ts';
import type { Route } from './overview-routes.ts';
import type { Stack } from './stack.ts';

/**
 * The forms of all applications, with their condition and health: `GET /forms.json`. `POST /forms/APP/FORM/stop` and `…/start` change one
 * of them and answer when that is done, with the new condition.
 */
export const formRoutes =
  ({ deployments }: Stack): Route =>
  async (method, path) => {
    if (path === '/forms.json') return json(await Promise.all(deployments.map(describeForm)));
    const [, name, form, what] =
      /^\/forms\/([\w-]+)\/(microservice|serverless)\/(stop|start)$/.exec(path) ?? [];
    if (what === undefined) return undefined;
    if (method !== 'POST') return text(405, `${path} changes something: send it by POST`);
    const deployment = deployments.find((each) => each.app.name === name && each.form === form);
    return deployment === undefined
      ? text(404, `there is no ${form} form of ${name} here`)
      : change(deployment, what === 'stop' ? 'stop' : 'start');
  };

async function change(deployment: Deployment, what: 'stop' | 'start'): Promise<Answer> {
  if (deployment.control === undefined) return text(409, notHere);
  try {
    await deployment.control[what]();
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return text(error instanceof NotNow ? 409 : 500, words);
  }
  return json(await describeForm(deployment));
}

const notHere = 'this form is not run by this process: stop and start its containers with docker compose';

/** Whether requests to a form are answered; a form that is not stopped and started here always counts as running. */
export const isRunning = ({ control }: Deployment): boolean =>
  control === undefined || control.status().condition === 'running';

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
