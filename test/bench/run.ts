import { parseArgs } from 'node:util';
import { Failure } from '#shared/cli/failure';
import { createProgress } from '#shared/cli/progress';
import { runCommand } from '#shared/cli/run-command';
import { placementNames } from '#wsk/placements/placement';
import { glueBench } from './glue.ts';
import { calculateOfferBench, createPolicyBench } from './lab-insurance.ts';
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
  platform: platformBench,
  glue: glueBench,
  thrift: thriftBench,
};

const names = `NAME is one of: ${Object.keys(benches).join(', ')}`;
const usage = `npm run bench -- NAME [--placement NAME,…]

${names}

A benchmark of an application prints a column for each placement; --placement, or PLACEMENT, chooses some of:
${placementNames.join(', ')}.`;

async function main(): Promise<undefined> {
  const { values, positionals } = parse();
  const [name = '', ...more] = positionals;
  if (name === '') throw new Failure(usage);
  if (!isBench(name)) throw new Failure(`There is no benchmark '${name}'; ${names}`);
  if (more.length > 0) throw new Failure(`Give one NAME, not also ${more.join(', ')}; ${names}`);
  if (values.placement !== undefined) process.env.PLACEMENT = values.placement;
  for (const placement of (process.env.PLACEMENT || undefined)?.split(',') ?? [])
    if (!placementNames.includes(placement))
      throw new Failure(`There is no placement '${placement}'; there are: ${placementNames.join(', ')}`);
  process.stdout.write(`${await benches[name](createProgress())}\n`);
  return undefined;
}

const isBench = (name: string): name is keyof typeof benches => Object.hasOwn(benches, name);

function parse() {
  try {
    return parseArgs({ allowPositionals: true, options: { placement: { type: 'string' } } });
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}

await runCommand(main);
