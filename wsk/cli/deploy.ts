import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Addresses, ComponentName } from '#shared/app/addresses';
import { urlVariables } from '#shared/app/components';
import { type App, type AppAction, actionsOf, calleesOf, needsIn } from '#shared/app/define-app';
import type { RunnableApp } from '#shared/app/runnable-app';
import { withVariants } from '#shared/app/variants';
import { Failure } from '#shared/cli/failure';
import { createProgress } from '#shared/cli/progress';
import { addressOfAction, bundleApp, deployApp, type Target } from '../deploy/deploy-app.ts';
import { manifestOf, variablesOf } from '../deploy/manifest.ts';
import { defaultPlacement, findPlacement, type Placement, placementNames } from '../placements/placement.ts';

const usage = `npm run deploy -- APP [options]

Fills the stores of an application and deploys its actions to any OpenWhisk.

  --placement NAME        where calls between actions go: ${placementNames.join(', ')};
                          default: PLACEMENT, else ${placementNames[0]}
  --variant SERVICE=NAME  deploy a variant of a service, for example catalogue=bypass; may be repeated
  --manifest DIR          write a manifest.yaml and the archives for wskdeploy to DIR instead of deploying them

Environment:
  OW_APIHOST, OW_AUTH       the API host and the UUID:KEY of a namespace
  REDIS_URL, MONGO_URL, …   the components, at addresses that the actions can reach
  <SERVICE>_URL             the services that stay processes, for example GATEWAY_URL`;

const progress = createProgress();

/** Reads all addresses from the environment. Throws a failure that names all missing variables. */
function addressesFromEnvironment(app: App, target: Target): Addresses {
  const variable = (service: string): string => `${service.toUpperCase().replaceAll('-', '_')}_URL`;
  const actions = actionsOf(app);
  const components = [...new Set(actions.flatMap(componentsOfAction))];
  const called = new Set(actions.flatMap(({ spec }) => calleesOf(spec, 'serverless')));
  const processes = [...called].filter((name) => app.services[name]?.staysProcess !== undefined);
  const needed = [...components.map((name) => urlVariables[name]), ...processes.map(variable)];
  const missing = needed.filter((name) => !process.env[name]);
  if (missing.length > 0) throw new Failure(`Not set: ${missing.join(', ')}\n\n${usage}`);
  const given = (name: string): string => (process.env[name] ?? '').replace(/\/+$/, '');
  return {
    form: 'serverless',
    component: (name: ComponentName) => given(urlVariables[name]),
    service(name) {
      const action = actions.find((each) => each.name === name);
      return action === undefined ? given(variable(name)) : addressOfAction(app, action, target);
    },
    actionKey: target.auth,
  };
}

const componentsOfAction = ({ spec }: AppAction): ComponentName[] =>
  needsIn(spec, 'serverless').flatMap(([, { component }]) => component ?? []);

async function findTarget(): Promise<Target> {
  const { OW_APIHOST, OW_AUTH: auth } = process.env;
  if (!OW_APIHOST || !auth) throw new Failure(`OW_APIHOST and OW_AUTH must be set.\n\n${usage}`);
  const apihost = OW_APIHOST.replace(/\/+$/, '').replace(/^(?!https?:)/, 'https://');
  const response = await fetch(`${apihost}/api/v1/namespaces`, {
    headers: { authorization: `Basic ${Buffer.from(auth).toString('base64')}` },
  });
  if (!response.ok)
    throw new Failure(`${apihost} responds with ${response.status} to these credentials; check OW_AUTH.`);
  const [namespace = '_'] = (await response.json()) as string[];
  return { apihost, auth, namespace };
}

/** `npm run deploy`: deploys one of `apps`. Throws a failure that names the invalid argument or the missing variable. */
export async function deploy(apps: Record<string, RunnableApp>): Promise<undefined> {
  const { values, positionals } = parseOptions();
  if (values.help) {
    process.stdout.write(`${usage}\n\nAPP is one of: ${Object.keys(apps).join(', ')}\n`);
    return;
  }
  const runnable = apps[positionals[0] ?? ''];
  if (runnable === undefined) throw new Failure(`${usage}\n\nAPP is one of: ${Object.keys(apps).join(', ')}`);
  const [{ app, seed } = runnable] = withVariants([runnable], values.variant);
  const placementName = values.placement ?? (process.env.PLACEMENT || undefined);
  if (placementName !== undefined && values.manifest !== undefined)
    throw new Failure(
      `A manifest has the placement '${placementNames[0]}': leave out --manifest, or --placement and PLACEMENT.\n\n${usage}`,
    );
  const placement = await findPlacement(placementName ?? defaultPlacement.name).catch((error: Error) => {
    throw new Failure(error.message, 2);
  });
  const target = await findTarget();
  const addresses = addressesFromEnvironment(app, target);
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
}

function parseOptions() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        manifest: { type: 'string' },
        placement: { type: 'string' },
        variant: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
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
