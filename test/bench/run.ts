import { Failure } from '#compose/local/failure';
import { createProgress } from '#compose/local/progress';
import { letGo } from '#compose/local/stop';
import { glueBench } from './glue.ts';
import { calculateOfferBench, createPolicyBench } from './lab-insurance.ts';
import { platformBench } from './platform.ts';
import { composePostBench, readTimelineBench } from './social-network.ts';
import { storePostBench } from './store-post.ts';
import { strategiesBench } from './strategies.ts';
import { submitOrderBench } from './submit-order.ts';
import { thriftBench } from './thrift.ts';

/** `npm run bench -- NAME`: each benchmark measures what it compares in one run and prints a report as Markdown. */
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

const name = process.argv[2] ?? '';
try {
  if (!(name in benches))
    throw new Failure(`npm run bench -- NAME, where NAME is one of: ${Object.keys(benches).join(', ')}`);
  process.stdout.write(`${await benches[name as keyof typeof benches](createProgress())}\n`);
} catch (error) {
  process.stderr.write(
    `${error instanceof Failure ? error.message : error instanceof Error ? error.stack : error}\n`,
  );
  process.exitCode = 1;
}
letGo();
