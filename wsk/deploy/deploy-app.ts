import { join } from 'node:path';
import openwhisk, { type Client } from 'openwhisk';
import {
  type ActionSpec,
  type Addresses,
  type App,
  type AppAction,
  actionsOf,
  type ServiceSpec,
  serviceEnvironment,
} from '#shared/app/define-app';
import type { FusedEnvironments, Guest } from '../placements/fused/fuse.ts';
import { bundleAction, bundleFused } from './bundle.ts';

/** An OpenWhisk to deploy to. */
export interface Target {
  apihost: string;
  /** `uuid:key` of the namespace. */
  auth: string;
  namespace: string;
}

/** An action and how long its zip file is. */
export interface Deployed {
  action: string;
  bytes: number;
}

const root = join(import.meta.dirname, '..', '..');

/** The URL under which an action answers HTTP requests. */
export const webUrl = (target: Target, app: string, service: string): string =>
  `${target.apihost}/api/v1/web/${target.namespace}/${app}/${service}`;

/**
 * Builds the zip files of all services of an application that become actions. `variables` names, for a platform that
 * has no init parameters, those parameters of a service that are to be its environment.
 */
export async function bundleApp(
  app: App,
  variables?: (spec: ServiceSpec) => string[],
): Promise<Map<string, Uint8Array>> {
  const bundle = async (each: AppAction): Promise<[string, Uint8Array]> => {
    const { zip } = await bundleAction(entryOf(app, each), variables?.(each.spec));
    return [each.name, zip];
  };
  return new Map(await Promise.all(actionsOf(app).map(bundle)));
}

/** As `bundleApp`, with what an action's table names under `fuses` in its archive too. */
export async function bundleFusedApp(app: App): Promise<Map<string, Uint8Array>> {
  const bundle = async (each: AppAction): Promise<[string, Uint8Array]> => {
    const guests = guestsOf(app, each).map((guest): Guest & { entry: string } => ({
      name: `${app.name}/${guest.name}`,
      kind: guest.action.kind === 'web' ? 'raw' : 'invoke',
      entry: entryOf(app, guest),
    }));
    const entry = entryOf(app, each);
    const { zip } = guests.length === 0 ? await bundleAction(entry) : await bundleFused(entry, guests);
    return [each.name, zip];
  };
  return new Map(await Promise.all(actionsOf(app).map(bundle)));
}

const entryOf = ({ name }: App, { service, entry }: AppAction): string =>
  join(root, 'apps', name, service, entry);

/** The actions that an action's table names under `fuses`. */
const guestsOf = (app: App, { action }: AppAction): AppAction[] =>
  actionsOf(app).filter(({ name }) => action.fuses?.includes(name));

/** Puts an application's actions on an OpenWhisk; what is there already is replaced. `fused` as the archives are. */
export async function deployApp(
  app: App,
  zips: Map<string, Uint8Array>,
  target: Target,
  addresses: Addresses,
  fused = false,
): Promise<Deployed[]> {
  const client = openwhisk({ apihost: target.apihost, api_key: target.auth, namespace: target.namespace });
  const maxConcurrency = await highestConcurrency(target);
  await client.packages.update({ name: app.name, package: { publish: false } });
  return Promise.all(
    actionsOf(app).flatMap((each) => {
      const zip = zips.get(each.name);
      return zip === undefined ? [] : [deployAction(each, zip)];
    }),
  );

  async function deployAction(each: AppAction, zip: Uint8Array): Promise<Deployed> {
    const name = `${app.name}/${each.name}`;
    const environment = {
      ...serviceEnvironment(each.spec, addresses),
      ...(fused ? fusedEnvironment(app, each, addresses) : {}),
    };
    await client.actions.update({ name, action: actionBody(each.action, zip, environment, maxConcurrency) });
    if (each.action.everyMinutes !== undefined)
      await fireRegularly(client, name, each.action.everyMinutes, target);
    return { action: name, bytes: zip.length };
  }
}

/** What `fusion/fuse.ts` reads; empty for an action without guests. */
function fusedEnvironment(app: App, each: AppAction, addresses: Addresses): Record<string, string> {
  const all = guestsOf(app, each);
  if (all.length === 0) return {};
  const fused: FusedEnvironments = {
    hidden: Object.keys(serviceEnvironment(each.spec, addresses)),
    guests: Object.fromEntries(
      all.map(({ name, spec }) => [`${app.name}/${name}`, serviceEnvironment(spec, addresses)]),
    ),
  };
  return { FUSED: JSON.stringify(fused) };
}

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
      { key: 'provide-api-key', value: action.invokes === true },
    ],
    limits: {
      timeout: action.timeoutMs,
      memory: action.memoryMb,
      concurrency: Math.min(action.concurrency, maxConcurrency),
    },
  };
}

/** Stock platforms run one activation at a time in an instance; ours and some others can run more. */
async function highestConcurrency({ apihost, auth }: Target): Promise<number> {
  const response = await fetch(`${apihost}/api/v1/namespaces/_/limits`, {
    headers: { authorization: `Basic ${Buffer.from(auth).toString('base64')}` },
  });
  if (!response.ok) throw new Error(`${apihost} answers ${response.status} for the limits of the namespace`);
  const limits = (await response.json()) as { maxActionConcurrency?: number };
  return limits.maxActionConcurrency ?? 1;
}

/** The names of what fires an action again and again; triggers and rules of a namespace share one set of names. */
export function timerOf(action: string): { trigger: string; rule: string; feed: string } {
  const trigger = `${action.replace('/', '-')}-timer`;
  return { trigger, rule: `${trigger}-rule`, feed: '/whisk.system/alarms/interval' };
}

/** A trigger fed by the platform's alarms, and the rule that connects it with the action. */
async function fireRegularly(client: Client, action: string, minutes: number, target: Target): Promise<void> {
  const { trigger, rule, feed } = timerOf(action);
  await client.rules.delete({ name: rule }).catch(() => undefined);
  await client.triggers.delete({ name: trigger }).catch(() => undefined);
  await client.triggers.create({ name: trigger, trigger: { annotations: [{ key: 'feed', value: feed }] } });
  await client.feeds.create({ name: feed, trigger, params: { minutes } });
  await client.rules.create({ name: rule, trigger, action: `/${target.namespace}/${action}` });
}
