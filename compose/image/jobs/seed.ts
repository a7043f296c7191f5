// `node seed.js APP FORM`: fills the stores of a form, which the variables name, with the first data.
import { apps } from '#apps/apps';
import { forms } from '#shared/app/addresses';
import { urlVariables } from '#shared/app/components';
import { oneOf } from '#shared/cli/command-line';
import { createProgress } from '#shared/cli/progress';
import { runCommand } from '#shared/cli/run-command';
import { checkAddresses } from './check-addresses.ts';
import { folderOf } from './folder.ts';

const progress = createProgress();

async function seed(): Promise<undefined> {
  const [appName = '', formName = ''] = process.argv.slice(2);
  const app = apps[oneOf('APP', appName, Object.keys(apps))];
  const form = oneOf('FORM', formName, forms);
  checkAddresses(Object.values(urlVariables));
  await progress.step(`Filling the stores of ${appName} (${form})`, async () =>
    app?.seed({
      form,
      component: async (name) => process.env[urlVariables[name]] ?? '',
      folder: folderOf,
      report: progress.line,
    }),
  );
}

await runCommand(seed);
