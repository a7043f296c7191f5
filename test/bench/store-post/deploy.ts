import { join } from 'node:path';
import type { StartedPlatform } from '#compose/local/platform';
import type { Stack } from '#compose/local/stack';
import type { Addresses } from '#shared/app/addresses';
import { type App, type AppAction, actionsOf } from '#shared/app/define-app';
import { bundleAction } from '#wsk/deploy/bundle';
import { addressOfAction, deployApp } from '#wsk/deploy/deploy-app';
import { findPlacement } from '#wsk/placements/placement';

/** The path of a file in the folder of PostStorage. */
export const ofPostStorage = (file: string): string =>
  join(import.meta.dirname, '..', '..', '..', 'apps', 'social-network', 'post-storage', file);

/** The address at which a process of this machine calls an action. */
export const addressIn = (app: App, name: string, platform: StartedPlatform): string =>
  addressOfAction(app, actionIn(app, name), { ...platform, apihost: platform.callHost });

function actionIn(app: App, name: string): AppAction {
  const action = actionsOf(app).find((each) => each.name === name);
  if (action === undefined) throw new Error(`${app.name} has no action ${name}`);
  return action;
}

/** Deploys an action of `app` with the entry file `entry`, in addition to the deployed actions. */
export async function deployBeside(
  { app, name, entry }: { app: App; name: string; entry: string },
  platform: StartedPlatform,
  placementName: string | undefined,
  { components }: Stack,
): Promise<void> {
  const placement = await findPlacement(placementName ?? 'platform');
  const addresses: Addresses = {
    form: 'serverless',
    component: (each) => components[each]?.url ?? '',
    service: (each) => addressIn(app, each, platform),
    actionKey: platform.auth,
  };
  const source = placement.archive?.(app, { ...actionIn(app, name), entry });
  const { zip } = await bundleAction(entry, source);
  await deployApp(app, new Map([[name, zip]]), platform, addresses, placement);
}
