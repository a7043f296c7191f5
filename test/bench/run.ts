import { commandLine, readCommandLine, wrongArgument } from '#shared/cli/command-line';
import { Failure } from '#shared/cli/failure';
import { createProgress, type Progress } from '#shared/cli/progress';
import { runCommand } from '#shared/cli/run-command';
import { placementNames } from '#wsk/placements/placement';
import { compareForms } from './compare-forms.ts';
import { editorPageBench } from './editor-page.ts';
import { glueBench } from './glue.ts';
import { calculateOffer, createPolicy } from './lab-insurance.ts';
import type { Task } from './load.ts';
import { applyUpdate, compile, openProject } from './overleaf.ts';
import { platformBench } from './platform.ts';
import { composePost, readTimeline } from './social-network.ts';
import { storePost } from './store-post.ts';
import { strategiesBench } from './strategies.ts';
import { submitOrder } from './submit-order.ts';
import { thriftBench } from './thrift.ts';

const forms = (task: Task) => (progress: Progress) => compareForms(task, progress);

/** `npm run bench -- NAME`: each benchmark measures all its subjects in one run and prints a report as Markdown. */
const benches = {
  'submit-order': forms(submitOrder),
  'compose-post': forms(composePost),
  strategies: strategiesBench,
  'read-timeline': forms(readTimeline),
  'store-post': forms(storePost),
  'calculate-offer': forms(calculateOffer),
  'create-policy': forms(createPolicy),
  compile: forms(compile),
  'apply-update': forms(applyUpdate),
  'open-project': forms(openProject),
  'editor-page': editorPageBench,
  platform: platformBench,
  glue: glueBench,
  thrift: thriftBench,
};

const names = Object.keys(benches).join(', ');

const line = commandLine({
  call: 'npm run bench --',
  does: 'Measures all subjects of a benchmark in turns within one run, and prints a report as Markdown.',
  arguments: { NAME: `one of ${names}` },
  options: {
    placement: {
      value: 'NAME,…',
      text: `columns of an application's benchmark: ${placementNames.join(', ')}; default: PLACEMENT, else all`,
    },
  },
  examples: {
    'npm run bench -- submit-order': 'both forms of Robot Shop, the serverless one in each placement',
    'npm run bench -- thrift': 'codecs, without an application',
  },
  takes: '1 to 15 minutes; run no other work beside it',
});

async function main(): Promise<undefined> {
  const { values, positionals } = readCommandLine(line, process.argv.slice(2));
  const [name, ...more] = positionals;
  if (name === undefined) throw wrongArgument(line, `Give a NAME, one of ${names}`);
  if (!isBench(name)) throw new Failure(`There is no benchmark '${name}'; NAME is one of: ${names}.`, 2);
  if (more.length > 0) throw wrongArgument(line, `Give one NAME, not also ${more.join(', ')}`);
  if (values.placement !== undefined) process.env.PLACEMENT = values.placement;
  for (const placement of (process.env.PLACEMENT || undefined)?.split(',') ?? [])
    if (!placementNames.includes(placement))
      throw new Failure(`There is no placement '${placement}'; there are: ${placementNames.join(', ')}.`, 2);
  process.stdout.write(`${await benches[name](createProgress())}\n`);
  return undefined;
}

const isBench = (name: string): name is keyof typeof benches => Object.hasOwn(benches, name);

await runCommand(main);
