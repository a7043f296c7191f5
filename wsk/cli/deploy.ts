import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Addresses } from '#shared/app/addresses';
import type { App, AppAction } from '#shared/app/define-app';
import type { RunnableApp } from '#shared/app/runnable-app';
import { withVariants } from '#shared/app/variants';
import { commandLine, readCommandLine } from '#shared/cli/command-line';
import { Failure } from '#shared/cli/failure';
import { createProgress } from '#shared/cli/progress';
import { addressesFromEnvironment } from '../deploy/addresses-from-environment.ts';
import { bundleApp } from '../deploy/bundle-app.ts';
import { deployApp } from '../deploy/deploy-app.ts';
import { checkEntries } from '../deploy/entry.ts';
import { manifestOf, variablesOf } from '../deploy/manifest.ts';
import { checkPlacement, findTarget, findTargetOffline } from '../deploy/target.ts';
import {
  defaultPlacement,
  findPlacement,
  type Placement,
  placementNames,
  placementText,
} from '../placements/placement.ts';

const lineOf = (apps: Record<string, RunnableApp>) =>
  commandLine({
    call: 'npm run deploy --',
    does: 'Fills the stores of an application and deploys its actions to any OpenWhisk.',
    arguments: { APP: `one of ${Object.keys(apps).join(', ')}` },
    options: {
      placement: { value: 'NAME', text: placementText },
      variant: { value: 'SERVICE=NAME', text: 'another entry of a service; may be repeated', multiple: true },
      manifest: { value: 'DIR', text: 'write a manifest.yaml and the archives for wskdeploy to DIR instead' },
    },
    environment: {
      OW_APIHOST: 'the API host, https:// unless it begins with http://',
      OW_AUTH: 'the UUID:KEY of a namespace',
      OW_NAMESPACE: 'with --manifest: the namespace of that key; default: the host is asked, else guest',
      'REDIS_URL, MONGO_URL, …': 'the components, at addresses that the actions can reach',
      '<SERVICE>_URL': 'the services that stay processes, for example GATEWAY_URL',
    },
    examples: {
      'npm run deploy -- robot-shop': 'to the OpenWhisk that OW_APIHOST names',
      'npm run deploy -- robot-shop --variant catalogue=bypass': 'with another entry of one service',
      'npm run deploy -- robot-shop --manifest out': 'to files for wskdeploy',
    },
    takes: 'about 20 s',
  });

const progress = createProgress();

/** `npm run deploy`: deploys one of `apps`. Throws a failure that names the invalid argument or the missing variable. */
export async function deploy(apps: Record<string, RunnableApp>): Promise<undefined> {
  const { values, positionals } = readCommandLine(lineOf(apps), process.argv.slice(2));
  const runnable = appNamed(apps, positionals);
  const [{ app, seed } = runnable] = withVariants([runnable], values.variant);
  checkEntries(app);
  const placementName = values.placement ?? (process.env.PLACEMENT || undefined);
  if (placementName !== undefined && values.manifest !== undefined)
    throw new Failure(
      `A manifest has the placement '${placementNames[0]}': leave out --manifest, or --placement and PLACEMENT.`,
      2,
    );
  const placement = await findPlacement(placementName ?? defaultPlacement.name).catch((error: Error) => {
    throw new Failure(error.message, 2);
  });
  const target = await (values.manifest === undefined ? findTarget() : findTargetOffline(progress.line));
  const addresses = addressesFromEnvironment(app, target);
  if (values.manifest === undefined) await checkPlacement(placement, target);
  await progress.step('Filling the stores', () =>
    seed({ form: 'serverless', component: async (name) => addresses.component(name), report: progress.line }),
  );
  if (values.manifest !== undefined) return writeManifest(app, placement, addresses, values.manifest);
  const zips = await progress.step('Building the actions', () => bundleApp(app, placement));
  const deployed = await progress.step('Deploying', () => deployApp(app, zips, target, addresses, placement));
  const width = Math.max(...deployed.map(({ action }) => action.length));
  for (const { action, bytes } of deployed) {
    process.stdout.write(`${action.padEnd(width)} ${String(Math.ceil(bytes / 1024)).padStart(6)} KiB\n`);
  }
  const variants = values.variant.length === 0 ? 'no variants' : `variants ${values.variant.join(', ')}`;
  process.stdout.write(
    `${app.title} is in the namespace ${target.namespace} of ${target.apihost}: placement ${placement.name}, ${variants}\n`,
  );
}

function appNamed(apps: Record<string, RunnableApp>, [name = '', ...more]: string[]): RunnableApp {
  const known = `APP is one of: ${Object.keys(apps).join(', ')}.`;
  if (name === '') throw new Failure(`Give an APP; ${known}`, 2);
  const runnable = Object.hasOwn(apps, name) ? apps[name] : undefined;
  if (runnable === undefined) throw new Failure(`There is no application '${name}'; ${known}`, 2);
  if (more.length > 0) throw new Failure(`Give one APP, not also ${more.join(', ')}; ${known}`, 2);
  return runnable;
}

async function writeManifest(
  app: App,
  placement: Placement,
  addresses: Addresses,
  folder: string,
): Promise<undefined> {
  const variables = (action: AppAction): string[] => variablesOf(app, action, addresses);
  const zips = await progress.step('Building the actions', () => bundleApp(app, placement, variables));
  mkdirSync(folder, { recursive: true });
  for (const [name, zip] of zips) writeFileSync(join(folder, `${name}.zip`), zip);
  const file = join(folder, 'manifest.yaml');
  // The manifest may contain the passwords of the stores.
  writeFileSync(
    file,
    manifestOf(app, addresses, (name) => `${name}.zip`),
    { mode: 0o600 },
  );
  process.stdout.write(`wskdeploy -m ${file} --apihost "$OW_APIHOST" --auth "$OW_AUTH"\n`);
}
