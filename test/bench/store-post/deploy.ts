import { join } from 'node:path';
import type { StartedPlatform } from '#compose/local/platform';
import type { Stack } from '#compose/local/stack';
import type { App } from '#shared/app/define-app';
import { deployApp } from '#wsk/deploy/deploy-app';

/** A file of PostStorage's folder. */
export const ofPostStorage = (file: string): string =>
  join(import.meta.dirname, '..', '..', '..', 'apps', 'social-network', 'post-storage', file);

/** Deploys actions that `app` names beside those that run. */
export async function deployFurther(
  app: App,
  zips: Map<string, Uint8Array>,
  platform: StartedPlatform,
  { components }: Stack,
  fused = false,
): Promise<void> {
  const component = (name: keyof typeof components): string => components[name]?.url ?? '';
  const addresses = { form: 'serverless', platform, component, service: () => '' } as const;
  await deployApp(app, zips, platform, addresses, fused);
}

/** Lets this process call actions, as the gateway is told to: a process beside the platform. */
export const callFromHere = ({ apihost, auth, socket }: StartedPlatform): void =>
  void Object.assign(process.env, { OW_APIHOST: apihost, OW_AUTH: auth, DIPTYCH_API_SOCKET: socket });
