import { commandLine, readCommandLine, wrongArgument } from '#shared/cli/command-line';
import { Failure } from '#shared/cli/failure';
import { createProgress } from '#shared/cli/progress';
import { runCommand } from '#shared/cli/run-command';
import { placementNames } from '#wsk/placements/placement';
import { editorPageBench } from './editor-page.ts';
import { glueBench } from './glue.ts';
import { calculateOfferBench, createPolicyBench } from './lab-insurance.ts';
import { applyUpdateBench, compileBench, openProjectBench } from './overleaf.ts';
import { platformBench } from './platform.ts';
import { composePostBench, readTimelineBench } from './social-network.ts';
import { storePostBench } from './store-post.ts';
import { strategiesBench } from './strategies.ts';
import { submitOrderBench } from './submit-order.ts';
import { thriftBench } from './thrift.ts';

/** `npm run bench -- NAME`: each benchmark measures all its subjects in one run and prints a report as Markdown. */
const benches = {
  'submit-order': submitOrderBench,
  'compose-post': composePostBench,
  strategies: strategiesBench,
  'read-timeline': readTimelineBench,
  'store-post': storePostBench,
  'calculate-offer': calculateOfferBench,
  'create-policy': createPolicyBench,
  compile: compileBench,
  'apply-update': applyUpdateBench,
  'open-project': openProjectBench,
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
