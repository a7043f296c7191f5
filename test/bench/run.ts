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

const usage = `npm run bench -- NAME [--placement NAME,…]

NAME is one of: ${Object.keys(benches).join(', ')}

A benchmark of an application prints a column for each placement; --placement, or PLACEMENT, chooses some of:
${placementNames.join(', ')}.`;

async function main(): Promise<undefined> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { placement: { type: 'string' } },
  });
  const [name = ''] = positionals;
  if (!(name in benches)) throw new Failure(usage);
  if (values.placement !== undefined) process.env.PLACEMENT = values.placement;
  process.stdout.write(`${await benches[name as keyof typeof benches](createProgress())}\n`);
  return undefined;
}

await runCommand(main);
