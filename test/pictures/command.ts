// `npm run pictures`
import { apps } from '#apps/apps';
import { commandLine, readCommandLine } from '#shared/cli/command-line';
import { Failure } from '#shared/cli/failure';
import { createProgress } from '#shared/cli/progress';
import { runCommand } from '#shared/cli/run-command';
import { untilAborted } from '#shared/cli/stop';
import { launchBrowser, noBrowser } from '#test/browser/chromium';
import { labInsurance } from './lab-insurance.ts';
import { overleaf } from './overleaf.ts';
import { robotShop } from './robot-shop.ts';
import { type Urls, urlsIn, whileRunning } from './running.ts';
import { socialNetwork } from './social-network.ts';
import type { Photographer } from './studio.ts';

const photographers = new Map<string, Photographer>([
  ['robot-shop', robotShop],
  ['social-network', socialNetwork],
  ['lab-insurance', labInsurance],
  ['overleaf', overleaf],
]);
const names = [...photographers.keys()];

const line = commandLine({
  call: 'npm run pictures --',
  does: 'Makes the pictures of the READMEs: does something on the pages of each application, in a headless browser.',
  arguments: { '[APP…]': `the applications; default ${names.join(' ')}` },
  options: {
    running: {
      value: 'FILE',
      text: "what 'npm start --silent -- all --json' has printed; default: starts one application after the other",
    },
  },
  examples: {
    'npm run pictures': 'all pictures, apps/*/picture.png and apps/overleaf/both-forms.png',
    'npm run pictures -- overleaf': 'those of one application',
  },
  takes: 'a minute for an application',
});

async function main(): Promise<undefined> {
  const { values, positionals } = readCommandLine(line, process.argv.slice(2));
  if (noBrowser) throw new Failure(`No pictures can be made: ${noBrowser}.`);
  const unknown = positionals.find((name) => !photographers.has(name));
  if (unknown !== undefined)
    throw new Failure(`There is no application '${unknown}'; APP is one of: ${names.join(', ')}.`, 2);
  const progress = createProgress();
  for (const [name, photograph] of photographers) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const take = async (urls: Urls): Promise<void> => {
      const browser = await launchBrowser();
      try {
        await untilAborted(photograph(browser, urls));
      } finally {
        await browser.close();
      }
    };
    if (values.running === undefined) await whileRunning(name, progress, take);
    else await take(urlsIn(values.running, name));
    progress.line(`Pictures of ${apps[name]?.app.title} are made`);
  }
}

await runCommand(main);
