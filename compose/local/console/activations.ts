import { Router } from 'express';
import * as z from 'zod';
import { messageOf } from '#shared/errors';
import { HttpError } from '#shared/http/errors';
import type { Activation, ActivationDetails, Activations } from '#shared/ui/activations/types';
import { type Rest, restOf } from '#wsk/deploy/rest';
import type { Stack } from '../stack.ts';

const annotations = z.array(z.object({ key: z.string(), value: z.unknown() })).default([]);
const records = z.array(
  z.object({
    activationId: z.string(),
    name: z.string(),
    start: z.number(),
    /** Absent while the activation runs. */
    duration: z.number().nullish(),
    statusCode: z.number().nullish(),
    annotations,
  }),
);
const details = z.object({
  logs: z.array(z.string()).default([]),
  response: z.object({ status: z.string(), result: z.unknown() }).optional(),
});
const limits = z.object({ memory: z.number() });
const failure = z.object({ error: z.string() });
const webResult = z.object({ statusCode: z.number() });

const statuses = ['success', 'application error', 'action developer error', 'whisk internal error'];
/** As many as OpenWhisk gives at once. */
const askedFor = 200;
const shownAtMost = 100;
const patienceMs = 5000;

/**
 * The newest activations, `/activations.json`, of one action with `?action=PACKAGE/ACTION`; and what one activation has logged,
 * `/activations/ID.json`.
 */
export function activationRoutes({ platforms }: Stack): Router {
  const hosts = platforms.map(({ apihost, auth }) => ({
    apihost,
    rest: restOf({ apihost, auth }, patienceMs),
  }));
  const router = Router();
  router.get('/activations.json', async ({ query: { action = '' } }, response) => {
    response.json(await newestOf(hosts, String(action)));
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

/** The newest activations of all hosts. A host that does not answer is among the problems. */
async function newestOf(hosts: { apihost: string; rest: Rest }[], action: string): Promise<Activations> {
  const filter = action === '' ? {} : { name: action };
  const query = new URLSearchParams({ limit: `${askedFor}`, ...filter });
  const problems: string[] = [];
  const found = hosts.map(async ({ apihost, rest }) => {
    try {
      return (await rest.read(records, `_/activations?${query}`)) ?? [];
    } catch (error) {
      problems.push(`The OpenWhisk at ${apihost} cannot be asked: ${messageOf(error)}`);
      return [];
    }
  });
  const all = (await Promise.all(found))
    .flat()
    .filter(isOfAction)
    .sort((a, b) => b.start - a.start);
  return {
    hosts: hosts.map(({ apihost }) => apihost),
    problems,
    activations: all.slice(0, shownAtMost).map(activationOf),
  };
}

type Record = z.output<typeof records>[number];

/** Triggers are activated too, but run nothing; only actions have a path. */
const isOfAction = ({ annotations }: Record): boolean => annotations.some(({ key }) => key === 'path');

function activationOf(record: Record): Activation {
  const { activationId: id, name, start, duration, statusCode } = record;
  const annotation = (key: string): unknown => record.annotations.find((each) => each.key === key)?.value;
  const path = annotation('path');
  const [initMs, waitMs] = [annotation('initTime'), annotation('waitTime')];
  const memoryMb = limits.safeParse(annotation('limits')).data?.memory;
  return {
    id,
    action: typeof path === 'string' ? path.split('/').slice(1).join('/') : name,
    start,
    ...(typeof duration === 'number' && { ms: duration, status: statuses[statusCode ?? 0] ?? 'unknown' }),
    ...(typeof initMs === 'number' && { initMs }),
    ...(typeof waitMs === 'number' && { waitMs }),
    ...(memoryMb === undefined ? {} : { memoryMb }),
  };
}

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
