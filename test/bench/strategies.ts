import { join } from 'node:path';
import { apps } from '#apps/apps';
import { PostStorageService } from '#apps/social-network/social-network';
import type { StartedPlatform } from '#compose/local/platform';
import { type Stack, startStack } from '#compose/local/stack';
import { defineApp } from '#shared/app/define-app';
import type { RunnableApp } from '#shared/app/runnable-app';
import type { Progress } from '#shared/cli/progress';
import { actionTransport } from '#shared/thrift/action';
import { clientOf, type Transport } from '#shared/thrift/client';
import { passthroughTransport } from '#shared/thrift/passthrough';
import { cpuMs } from './cpu.ts';
import { machine, median, spread } from './statistics.ts';
import { addressIn, deployBeside, ofPostStorage } from './store-post/deploy.ts';
import { storePost } from './store-post/writer.ts';
import type { Made } from './timed.ts';

const social = apps['social-network'] as RunnableApp;
const name = 'post-storage';
const warmUp = 3000;
const rounds = 30;
const callsARound = 100;

const { [name]: service } = social.app.services;
const main = service?.actions?.main;
if (service === undefined || main === undefined) throw new Error(`${name} is no action`);

/** The files of the two other ways, by the names of their actions. */
const entries = {
  'keep-listener': ofPostStorage('variants/keep-listener.ts'),
  passthrough: join(import.meta.dirname, 'store-post', 'passthrough.ts'),
};

/** Social Network with PostStorage as an action in all three ways. */
const inAllWays = defineApp({
  ...social.app,
  services: {
    ...social.app.services,
    [name]: { ...service, actions: { main, 'keep-listener': main, passthrough: main } },
  },
});

/** The transports of the three ways on a platform. */
function transportsOn(platform: StartedPlatform): Record<string, Transport> {
  const { auth } = platform;
  const at = (action: string): string => addressIn(inAllWays, action, platform);
  return {
    bypass: actionTransport(at(name), undefined, auth),
    keepListener: actionTransport(at(`${name}-keep-listener`), undefined, auth),
    passthrough: passthroughTransport(at(`${name}-passthrough`), undefined, auth),
  };
}

/** Milliseconds of one call and of its CPU time, a round each. */
interface Measured {
  p50: number[];
  cpu: number[];
}

/** `npm run bench -- strategies`: StorePost by the three ways from an action to a Thrift handler, in turns. */
export async function strategiesBench(progress: Progress): Promise<string> {
  const onFatal = (reason: string): void => progress.line(reason);
  const stack = await startStack({ apps: [social], forms: ['serverless'], progress, onFatal });
  try {
    const platform = await deployAll(stack);
    const pids = platform.processes.map((process) => process.pid());
    const ways = transportsOn(platform);
    const results: Record<string, Measured> = {};
    for (let round = -1; round < rounds; round += 1) {
      const order = Object.entries(ways);
      for (const [way, transport] of round % 2 === 0 ? order : order.reverse()) {
        const { p50, cpu } = await measure(transport, pids, round < 0 ? warmUp : callsARound);
        if (round < 0) continue;
        results[way] ??= { p50: [], cpu: [] };
        results[way].p50.push(p50);
        results[way].cpu.push(cpu);
      }
      progress.line(round < 0 ? 'all are warm' : `round ${round + 1} of ${rounds}`);
    }
    return render(results);
  } finally {
    await stack.stop();
  }
}

/** Deploys the two additional actions beside the one that is there. */
async function deployAll(stack: Stack): Promise<StartedPlatform> {
  const platform = stack.deployments[0]?.platform;
  if (platform === undefined) throw new Error('there is no platform');
  for (const [way, entry] of Object.entries(entries)) {
    const action = { app: inAllWays, name: `${name}-${way}`, entry };
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
  const made: Made[] = [];
  const before = cpuMs(pids);
  for (let i = 0; i < count; i += 1) made.push(await storePost(storage));
  return { p50: median(made.map(({ totalMs }) => totalMs)), cpu: (cpuMs(pids) - before) / count };
}

function render(results: Record<string, Measured>): string {
  const ratio = (way: string, figure: keyof Measured): string =>
    spread((results[way]?.[figure] ?? []).map((value, i) => value / (results.bypass?.[figure][i] ?? value)));
  const row = (way: string): string => {
    const { p50 = [], cpu = [] } = results[way] ?? {};
    return `| ${way.padEnd(12)} | ${median(p50).toFixed(2)} | ${ratio(way, 'p50')} | ${median(cpu).toFixed(2)} | ${ratio(way, 'cpu')} |`;
  };
  return [
    '# StorePost by the three ways from an action to a Thrift handler',
    '',
    `After ${warmUp} calls of each: ${rounds} rounds of ${callsARound} calls a way, one at a time. Medians over rounds in milliseconds; the ratio is`,
    'to bypass within one round: median (least-greatest). CPU is that of the platform and all instances.',
    '',
    '| way          | p50  | ratio | CPU  | ratio |',
    '| ------------ | ---- | ----- | ---- | ----- |',
    ...Object.keys(results).map(row),
    '',
    ...machine(),
  ].join('\n');
}
