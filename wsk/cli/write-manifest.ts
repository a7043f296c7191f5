import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Addresses } from '#shared/app/addresses';
import type { App, AppAction } from '#shared/app/define-app';
import type { Progress } from '#shared/cli/progress';
import { bundleApp } from '../deploy/bundle-app.ts';
import { manifestOf, variablesOf } from '../deploy/manifest.ts';
import type { Placement } from '../placements/placement.ts';

/** Writes a manifest and the archives of an application to a folder, and prints how wskdeploy is called. */
export async function writeManifest(
  app: App,
  placement: Placement,
  addresses: Addresses,
  folder: string,
  progress: Progress,
): Promise<void> {
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
