import openwhisk, { type Client } from 'openwhisk';
import pLimit from 'p-limit';
import * as z from 'zod';
import { actionUrl } from '#shared/actions/client';
import type { ActionSpec } from '#shared/app/actions';
import type { Addresses } from '#shared/app/addresses';
import { type App, type AppAction, actionsOf } from '#shared/app/define-app';
import { serviceEnvironment } from '#shared/app/environment';
import { blameSystem, parseJson } from '#shared/parse';
import { defaultPlacement, type Placement } from '../placements/placement.ts';
import type { Target } from './target.ts';

/** A deployed action and the size of its archive. */
export interface DeployedAction {
  action: string;
  bytes: number;
}

/**
 * The address at which other services call an action: the URL of a web action, or the URL of another action in OpenWhisk's REST API.
 * `apihost` may also be a Unix socket (shared/http/address.ts).
 */
export function addressOfAction(
  { name: app }: App,
  { name, action }: AppAction,
  { apihost, namespace }: Pick<Target, 'apihost' | 'namespace'>,
): string {
  if (action.kind === 'web') return `${apihost}/api/v1/web/${namespace}/${app}/${name}`;
  return actionUrl(apihost, `${app}/${name}`, namespace);
}

/** The number of archives that are sent at the same time. */
const maxDeployments = 4;

/** Creates or replaces an application's actions on an OpenWhisk. `placement` is the one for which the archives were built. */
export async function deployApp(
  app: App,
  zips: Map<string, Uint8Array>,
  target: Target,
  addresses: Addresses,
  placement: Placement = defaultPlacement,
): Promise<DeployedAction[]> {
  const { apihost, auth, namespace } = target;
  // The client waits 10 s for a connection, which is not enough on a busy machine. Its types do not know `retry`.
  const options = { apihost, api_key: auth, namespace, retry: { retries: 2 } };
  const client = openwhisk(options);
  const limit = pLimit(maxDeployments);
  const maxConcurrency = await highestConcurrency(target);
  await client.packages.update({ name: app.name, package: { publish: false } });
  return Promise.all(
    actionsOf(app).flatMap((each) => {
      const zip = zips.get(each.name);
      return zip === undefined ? [] : [limit(() => deployAction(each, zip))];
    }),
  );

  async function deployAction(each: AppAction, zip: Uint8Array): Promise<DeployedAction> {
    const name = `${app.name}/${each.name}`;
    const environment = {
      ...actionEnvironment(app, each, addresses),
      ...placement.environment?.(app, each, addresses),
    };
    await client.actions.update({ name, action: actionBody(each.action, zip, environment, maxConcurrency) });
    if (each.action.everyMinutes !== undefined)
      await createTimer(client, name, each.action.everyMinutes, target);
    return { action: name, bytes: zip.length };
  }
}

/** The environment of a service, and what the glue in this action has to know about its annotations. */
export const actionEnvironment = (
  app: App,
  { service, spec, action }: AppAction,
  addresses: Addresses,
): Record<string, string> => ({
  ...serviceEnvironment(app, service, spec, addresses),
  ...(action.customOptions === true ? { WEB_CUSTOM_OPTIONS: 'true' } : {}),
});

function actionBody(
  action: ActionSpec,
  zip: Uint8Array,
  environment: Record<string, string>,
  maxConcurrency: number,
) {
  return {
    exec: { kind: 'nodejs:20', code: Buffer.from(zip).toString('base64'), binary: true },
    parameters: Object.entries(environment).map(([key, value]) => ({ key, value, init: true })),
    annotations: [
      { key: 'web-export', value: action.kind === 'web' },
      { key: 'raw-http', value: action.kind === 'web' },
      { key: 'final', value: action.kind === 'web' },
      ...(action.customOptions === true ? [{ key: 'web-custom-options', value: true }] : []),
      // An action that invokes others gets the key as the parameter OW_AUTH.
      { key: 'provide-api-key', value: false },
    ],
    limits: {
      timeout: action.timeoutMs,
      memory: action.memoryMb,
      concurrency: Math.min(action.concurrency, maxConcurrency),
    },
  };
}

const namespaceLimits = z.object({ maxActionConcurrency: z.number().default(1) });

/** The highest concurrency that the platform allows in one instance: 1 on a stock OpenWhisk, more on the embedded one. */
async function highestConcurrency({ apihost, auth }: Target): Promise<number> {
  const response = await fetch(`${apihost}/api/v1/namespaces/_/limits`, {
    headers: { authorization: `Basic ${Buffer.from(auth).toString('base64')}` },
  });
  if (!response.ok) throw new Error(`${apihost} answers ${response.status} for the limits of the namespace`);
  const what = `the limits of the namespace at ${apihost}`;
  return parseJson(namespaceLimits, await response.text(), what, blameSystem).maxActionConcurrency;
}

/** The names of an action's timer: its trigger, its rule and the feed. Triggers and rules of a namespace need different names. */
export function timerOf(action: string): { trigger: string; rule: string; feed: string } {
  const trigger = `${action.replace('/', '-')}-timer`;
  return { trigger, rule: `${trigger}-rule`, feed: '/whisk.system/alarms/interval' };
}

/** Creates a trigger that the feed fires at an interval, and the rule that invokes the action. */
async function createTimer(client: Client, action: string, minutes: number, target: Target): Promise<void> {
  const { trigger, rule, feed } = timerOf(action);
  await client.rules.delete({ name: rule }).catch(() => undefined);
  await client.triggers.delete({ name: trigger }).catch(() => undefined);
  await client.triggers.create({ name: trigger, trigger: { annotations: [{ key: 'feed', value: feed }] } });
  await client.feeds.create({ name: feed, trigger, params: { minutes } });
  await client.rules.create({ name: rule, trigger, action: `/${target.namespace}/${action}` });
}
