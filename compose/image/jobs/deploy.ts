// `node deploy.js APP`: deploys the actions of an application, built before, to the OpenWhisk that OW_APIHOST and OW_AUTH name.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { apps } from '#apps/apps';
import { oneOf } from '#shared/cli/command-line';
import { counted } from '#shared/cli/counted';
import { createProgress } from '#shared/cli/progress';
import { runCommand } from '#shared/cli/run-command';
import { addressesFromEnvironment } from '#wsk/deploy/addresses-from-environment';
import { deployApp } from '#wsk/deploy/deploy-app';
import { findTarget } from '#wsk/deploy/target';
import { folderOf } from './folder.ts';

const progress = createProgress();

async function deploy(): Promise<undefined> {
  const name = oneOf('APP', process.argv[2] ?? '', Object.keys(apps));
  const app = apps[name]?.app;
  if (app === undefined) return;
  const folder = join(import.meta.dirname, '..', 'actions', name);
  const zips = new Map(
    readdirSync(folder).map((file) => [basename(file, '.zip'), readFileSync(join(folder, file))]),
  );
  const target = await findTarget();
  const addresses = { ...addressesFromEnvironment(app, target), folder: folderOf };
  await progress.step(`Deploying ${counted(zips.size, 'action')} of ${app.title}`, () =>
    deployApp(app, zips, target, addresses),
  );
}

await runCommand(deploy);
