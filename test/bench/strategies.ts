import { join } from 'node:path';
import { apps } from '#apps/apps';
import { PostStorageService } from '#apps/social-network/social-network';
import type { StartedPlatform } from '#compose/local/platform';
import { type Stack, startStack } from '#compose/local/stack';
import { defineApp } from '#shared/app/define-app';
import type { RunnableApp } from '#shared/app/runnable-app';
import type { Progress } from '#shared/cli/progress';
import { untilAborted } from '#shared/cli/stop';
import { median } from '#shared/statistics';
import { actionTransport } from '#shared/thrift/action';
import { clientOf, type Transport } from '#shared/thrift/client';
import { passthroughTransport } from '#shared/thrift/passthrough';
import { cpuMs } from './process-tree.ts';
import { machine, spread } from './statistics.ts';
import { addressIn, deployBeside, ofPostStorage } from './store-post/deploy.ts';
import { measureStorePost } from './store-post/writer.ts';
import type { Measurement } from './timed.ts';

const social = apps['social-network'] as RunnableApp;
const name = 'post-storage';
const warmUp = 3000;
const rounds = 30;
const callsARound = 100;

const { [name]: service } = social.app.services;
const main = service?.actions?.main;
if (service === undefined || main === undefined) throw new Error(`${name} is no action`);

/** The entries of the two alternative strategies, by the names of their actions. */
const entries = {
  'keep-listener': ofPostStorage('variants/keep-listener.ts'),
  passthrough: join(import.meta.dirname, 'store-post', 'passthrough.ts'),
};

/** The Social Network with one action of PostStorage for each strategy. */
const withStrategies = defineApp({
  ...social.app,
  services: {
    ...social.app.services,
    [name]: { ...service, actions: { main, 'keep-listener': main, passthrough: main } },
  },
});

/** The transports of the three strategies on a platform. */
function transportsOn(platform: StartedPlatform): Record<string, Transport> {
  const { auth } = platform;
  const at = (action: string): string => addressIn(withStrategies, action, platform);
  return {
    bypass: actionTransport(at(name), undefined, auth),
    keepListener: actionTransport(at(`${name}-keep-listener`), undefined, auth),
    passthrough: passthroughTransport(at(`${name}-passthrough`), undefined, auth),
  };
}

/** The milliseconds of a call and of its CPU time, one value for each round. */
interface Rounds {
  p50: number[];
  cpu: number[];
}

/** `npm run bench -- strategies`: StorePost with the three strategies that connect an action to a Thrift handler, in turn. */
export async function strategiesBench(progress: Progress): Promise<string> {
  const onFatal = (reason: string): void => progress.line(reason);
  const stack = await startStack({ apps: [social], forms: ['serverless'], progress, onFatal });
  try {
    const platform = await deployAll(stack);
    const pids = platform.processes.map((process) => process.pid());
    const transports = transportsOn(platform);
    const results: Record<string, Rounds> = {};
    for (let round = -1; round < rounds; round += 1) {
      const order = Object.entries(transports);
      for (const [strategy, transport] of round % 2 === 0 ? order : order.reverse()) {
        const { p50, cpu } = await untilAborted(measure(transport, pids, round < 0 ? warmUp : callsARound));
        if (round < 0) continue;
        results[strategy] ??= { p50: [], cpu: [] };
        results[strategy].p50.push(p50);
        results[strategy].cpu.push(cpu);
      }
      progress.line(round < 0 ? 'all are warm' : `round ${round + 1} of ${rounds}`);
    }
    return render(results);
  } finally {
    await stack.stop();
  }
}

/** Deploys the two additional actions. */
async function deployAll(stack: Stack): Promise<StartedPlatform> {
  const platform = stack.deployments[0]?.platform;
  if (platform === undefined) throw new Error('there is no platform');
  for (const [strategy, entry] of Object.entries(entries)) {
    const action = { app: withStrategies, name: `${name}-${strategy}`, entry };
    await deployBeside(action, platform, undefined, stack);
  }
  return platform;
}

async function measure(
  transport: Transport,
  pids: number[],
  count: number,
): Promise<{ p50: number; cpu: number }> {
  const storage = clientOf(PostStorageService, transport);
  const measurements: Measurement[] = [];
  const before = cpuMs(pids);
  for (let i = 0; i < count; i += 1) measurements.push(await measureStorePost(storage));
  return { p50: median(measurements.map(({ totalMs }) => totalMs)), cpu: (cpuMs(pids) - before) / count };
}

function render(results: Record<string, Rounds>): string {
  const ratio = (strategy: string, figure: keyof Rounds): string =>
    spread(
      (results[strategy]?.[figure] ?? []).map((value, i) => value / (results.bypass?.[figure][i] ?? value)),
    );
  const row = (strategy: string): string => {
    const { p50 = [], cpu = [] } = results[strategy] ?? {};
    return `| ${strategy.padEnd(12)} | ${median(p50).toFixed(2)} | ${ratio(strategy, 'p50')} | ${median(cpu).toFixed(2)} | ${ratio(strategy, 'cpu')} |`;
  };
  return [
    '# StorePost with the three strategies from an action to a Thrift handler',
    '',
    `After ${warmUp} calls of each: ${rounds} rounds of ${callsARound} calls a strategy, one at a time. Medians over rounds in milliseconds; a ratio`,
    'compares a strategy with bypass in one round: median (least-greatest). CPU is that of the platform and all instances.',
    '',
    '| strategy     | p50  | ratio | CPU  | ratio |',
    '| ------------ | ---- | ----- | ---- | ----- |',
    ...Object.keys(results).map(row),
    '',
    ...machine(),
  ].join('\n');
}
