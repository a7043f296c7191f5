import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Addresses } from '#shared/app/addresses';
import { type App, type AppAction, actionsOf } from '#shared/app/define-app';
import { checkIsReplaceable, makeFolder } from '#shared/cli/given-paths';
import type { Progress } from '#shared/cli/progress';
import { bundleApp } from '../deploy/bundle-app.ts';
import { manifestOf, variablesOf } from '../deploy/manifest.ts';
import type { Placement } from '../placements/placement.ts';

/** Makes the folder of a manifest. Throws a failure when the manifest or an archive could not be written to it. */
export function makeManifestFolder(app: App, folder: string): void {
  makeFolder('--manifest', folder);
  for (const name of ['manifest.yaml', ...actionsOf(app).map((each) => `${each.name}.zip`)])
    checkIsReplaceable('--manifest', join(folder, name));
}

/** Writes a manifest and the archives of an application to a folder that is there, and prints how wskdeploy is called. */
export async function writeManifest(
  app: App,
  placement: Placement,
  addresses: Addresses,
  folder: string,
  progress: Progress,
): Promise<void> {
  const variables = (action: AppAction): string[] => variablesOf(app, action, addresses);
  const zips = await progress.step('Building the actions', () => bundleApp(app, placement, variables));
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
