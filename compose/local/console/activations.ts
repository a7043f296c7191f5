import { Router } from 'express';
import * as z from 'zod';
import { type App, actionsOf } from '#shared/app/define-app';
import { HttpError } from '#shared/http/errors';
import type { ActivationDetails, Activations } from '#shared/ui/activations/types';
import { restOf } from '#wsk/deploy/rest';
import type { Stack } from '../stack.ts';
import { whyNotRunning } from './form-condition.ts';
import { newestActivations } from './newest-activations.ts';

const details = z.object({
  logs: z.array(z.string()).default([]),
  response: z.object({ status: z.string(), result: z.unknown() }).optional(),
});
const failure = z.object({ error: z.string() });
const webResult = z.object({ statusCode: z.number() });

const patienceMs = 5000;

/**
 * The newest activations, `/activations.json`, of one action with `?action=PACKAGE/ACTION`, or without those of sweeps with
 * `?sweeps=no`; and what one activation has logged, `/activations/ID.json`.
 */
export function activationRoutes({ platforms, deployments }: Stack): Router {
  const hosts = platforms.map(({ apihost, auth }) => ({
    apihost,
    rest: restOf({ apihost, auth }, patienceMs),
  }));
  const sweeps = new Set(deployments.flatMap(({ app }) => sweepsOf(app)));
  const router = Router();
  router.get('/activations.json', async ({ query }, response) => {
    const action = query.action === undefined ? undefined : String(query.action);
    const isHidden = (name: string): boolean => query.sweeps === 'no' && sweeps.has(name);
    const newest = await newestActivations(hosts, { action, isHidden });
    const notices = deployments
      .filter(({ platform }) => platform)
      .flatMap((each) => whyNotRunning(each) ?? []);
    response.json({ ...newest, notices } satisfies Activations);
  });
  router.get('/activations/:id.json', async ({ params: { id } }, response, next) => {
    if (!/^[0-9a-f]{32}$/.test(id)) return next();
    for (const { rest } of hosts) {
      const found = await rest.read(details, `_/activations/${id}`);
      if (found !== undefined) return void response.json(detailsOf(found));
    }
    throw new HttpError(404, `no OpenWhisk here has the activation ${id} any more`);
  });
  return router;
}

/** The actions of an application that a timer starts, as `PACKAGE/ACTION`. */
const sweepsOf = (app: App): string[] =>
  actionsOf(app)
    .filter(({ action }) => action.everyMinutes !== undefined)
    .map(({ name }) => `${app.name}/${name}`);

/** What may be shown of an activation. Its result is what the caller got and may hold secrets: only a status or an error of it is shown. */
function detailsOf({ logs, response }: z.output<typeof details>): ActivationDetails {
  const { result } = response ?? {};
  const error = failure.safeParse(result).data?.error;
  const httpStatus = webResult.safeParse(result).data?.statusCode;
  return {
    logs,
    ...(response === undefined ? {} : { status: response.status }),
    ...(error === undefined || response?.status === 'success' ? {} : { error }),
    ...(httpStatus === undefined ? {} : { httpStatus }),
  };
}
