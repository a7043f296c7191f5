import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actionClient, actionUrl } from '#shared/actions/client';
import type { Progress } from '#shared/cli/progress';
import { untilAborted } from '#shared/cli/stop';
import { median, percentile } from '#shared/statistics';
import { bundleAction } from '#wsk/deploy/bundle';
import { closeClient, post } from './platform/client.ts';
import { payload } from './platform/payload.ts';
import { putWeb, type Subjects, startProgram, startSubjects } from './platform/subjects.ts';
import { thriftClient } from './platform/thrift-hop.js';
import { startWrk } from './platform/wrk.ts';
import { cpuMs } from './process-tree.ts';
import { machine, spread } from './statistics.ts';

const rounds = 10;
/** Rounds before the measured ones, so that the code is compiled as in a service that has run for a while. */
const warmUpRounds = 10;
const callsARound = 150;
const loadRounds = 8;
const loadSeconds = 2;
const starts = 10;
const body = JSON.stringify(payload);

/** The milliseconds of each call, by the name of the subject. */
type Samples = Record<string, number[]>;

/**
 * `npm run bench -- platform`: compares the embedded OpenWhisk with one Express hop and one Thrift call in interleaved rounds: latency of
 * warm calls, throughput, cold starts and memory.
 */
export async function platformBench(progress: Progress): Promise<string> {
  const subjects = await startSubjects();
  try {
    const latency = await untilAborted(measureLatency(subjects, progress));
    const load = await measureLoad(subjects, progress);
    const cold = await untilAborted(measureStarts(subjects, progress));
    const lost = await measureBurst(subjects);
    return [...latency, ...load, ...cold, ...lost, ...(await memory(subjects)), '', ...machine()].join('\n');
  } finally {
    closeClient();
    await subjects.stop();
  }
}

const web = ({ platform }: Subjects, name: string, path: string): string =>
  `${platform.apihost}/api/v1/web/guest/default/${name}${path}`;
const authorization = ({ platform }: Subjects): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(platform.auth).toString('base64')}`,
});

async function checked(url: string, json: string, headers?: Record<string, string>): Promise<string> {
  const { status, text } = await post(url, json, headers);
  if (status !== 200) throw new Error(`${url} responds with ${status}: ${text}`);
  return text;
}

async function measureLatency(subjects: Subjects, progress: Progress): Promise<string[]> {
  const { express, caller, platform } = subjects;
  const thrift = thriftClient(subjects.thriftPort);
  const times = callsARound;
  const one = (work: () => Promise<unknown>) => async (): Promise<number[]> => {
    const durations: number[] = [];
    for (let i = 0; i < times; i += 1) {
      const from = performance.now();
      await work();
      durations.push(performance.now() - from);
    }
    return durations;
  };
  const inside = (measure: string, url: string) => async (): Promise<number[]> =>
    JSON.parse(await checked(measure, JSON.stringify({ url, times }))) as number[];
  const items = web(subjects, 'items', '/items');
  const invoke = `${platform.apihost}/api/v1/namespaces/_/actions/plain?blocking=true&result=true`;
  const ownClient = actionClient(actionUrl(platform.apihost, 'plain'), platform.auth);
  const named = { name: 'plain', blocking: true, result: true, params: payload };
  const calls: Record<string, () => Promise<number[]>> = {
    'Express hop': one(() => checked(`${express.url}/items`, body)),
    'Thrift call': one(() => thrift.count(body)),
    'blocking invoke': one(() => checked(invoke, body, authorization(subjects))),
    '… by shared/actions': one(() => ownClient.invoke(payload)),
    '… by the package openwhisk': one(() => platform.ow.actions.invoke(named)),
    'web action': one(() => checked(web(subjects, 'plain-web', ''), body)),
    'web action with Express': one(() => checked(items, body)),
    'Express service to service': inside(`${caller.url}/measure`, `${express.url}/items`),
    'action to action': inside(web(subjects, 'caller', '/measure'), items),
  };
  const samples: Samples = {};
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    const names = Object.keys(calls);
    for (const name of round % 2 === 0 ? names : names.reverse()) {
      const durations = await (calls[name] as () => Promise<number[]>)();
      if (round >= 0) samples[name] = [...(samples[name] ?? []), ...durations];
    }
    progress.line(
      round < 0
        ? `warm-up ${round + warmUpRounds + 1} of ${warmUpRounds}`
        : `round ${round + 1} of ${rounds}`,
    );
  }
  thrift.close();
  return renderLatency(samples);
}

function renderLatency(samples: Samples): string[] {
  const of = (name: string, p: number): number => percentile(samples[name] ?? [], p);
  const base = (name: string): string =>
    name === 'action to action' ? 'Express service to service' : 'Express hop';
  const row = (name: string): string =>
    `| ${name.padEnd(26)} | ${of(name, 0.5).toFixed(3)} | ${of(name, 0.99).toFixed(3)} | ${(of(name, 0.5) / of(base(name), 0.5)).toFixed(2)} | ${(of(name, 0.99) / of(base(name), 0.99)).toFixed(2)} |`;
  return [
    '# The embedded OpenWhisk beside one hop',
    '',
    `One call at a time, after ${warmUpRounds} rounds of warm-up ${rounds} interleaved rounds of ${callsARound} calls with ${body.length} bytes of JSON, milliseconds. Ratios are`,
    'to the Express hop; for action to action, to the same calls between two Express services.',
    '',
    '| call                       | p50   | p99   | p50 ratio | p99 ratio |',
    '| -------------------------- | ----- | ----- | --------- | --------- |',
    ...Object.keys(samples).map(row),
    '',
  ];
}

async function measureLoad(subjects: Subjects, progress: Progress): Promise<string[]> {
  const lines = [
    `Load by wrk: ${loadRounds} interleaved rounds of ${loadSeconds} s each; medians, the ratio within a round: median (least-greatest).`,
    '',
    '| clients | Express, calls/s | web action with Express, calls/s | ratio | CPU ms a call, Express | CPU ms a call, action |',
    '|---|---|---|---|---|---|',
  ];
  const targets = [
    { url: `${subjects.express.url}/items`, pid: subjects.express.pid },
    { url: web(subjects, 'items', '/items'), pid: subjects.platform.pid },
  ];
  const wrk = await startWrk(body, progress);
  try {
    for (const clients of [1, 16, 64]) {
      const results: { rate: number; cpu: number }[][] = [[], []];
      for (let round = -1; round < loadRounds; round += 1) {
        for (const [index, { url, pid }] of targets.entries()) {
          const before = cpuMs([pid]);
          const rate = await wrk.load(url, clients, loadSeconds);
          if (round >= 0) results[index]?.push({ rate, cpu: (cpuMs([pid]) - before) / (rate * loadSeconds) });
        }
      }
      const [express = [], action = []] = results;
      const ratio = spread(express.map(({ rate }, i) => (action[i]?.rate ?? 0) / rate));
      const [rates, cpu] = (['rate', 'cpu'] as const).map((what) =>
        results.map((all) => median(all.map((each) => each[what])).toFixed(what === 'rate' ? 0 : 3)),
      );
      lines.push(`| ${[clients, ...(rates ?? []), ratio, ...(cpu ?? [])].join(' | ')} |`);
      progress.line(`${clients} clients: ${ratio}`);
    }
  } finally {
    wrk.close();
  }
  return [...lines, ''];
}

async function measureStarts(subjects: Subjects, progress: Progress): Promise<string[]> {
  const { ow } = subjects.platform;
  const { zip } = await bundleAction(join(import.meta.dirname, 'platform', 'serverless.ts'));
  const code = Buffer.from(zip).toString('base64');
  const samples: Samples = { action: [], service: [] };
  for (let i = 0; i < starts; i += 1) {
    await putWeb(ow, 'cold', code);
    await waitUntilPrewarmed(subjects);
    let from = performance.now();
    await checked(web(subjects, 'cold', '/items'), body);
    samples.action?.push(performance.now() - from);
    from = performance.now();
    const { child, line } = await startProgram(join(import.meta.dirname, 'platform', 'microservice.ts'));
    await checked(`http://127.0.0.1:${line.split(' ')[1]}/items`, body);
    samples.service?.push(performance.now() - from);
    child.removeAllListeners('exit');
    child.kill();
  }
  progress.line('cold starts measured');
  const [action = 0, service = 0] = [median(samples.action ?? []), median(samples.service ?? [])];
  return [
    `Cold start to the first response (${starts} each, p50): action ${action.toFixed(1)} ms, microservice ${service.toFixed(1)} ms, ratio ${(action / service).toFixed(2)}.`,
    '',
  ];
}

/** Waits until a prewarmed process is ready for the next start, as it is when starts do not follow each other closely. */
async function waitUntilPrewarmed(subjects: Subjects): Promise<void> {
  for (;;) {
    const all = await instances(subjects);
    if (all.filter(({ state }) => state === 'prewarmed').length >= 2) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  // A process that is still starting has the state prewarmed too.
  await new Promise((resolve) => setTimeout(resolve, 300));
}

async function measureBurst(subjects: Subjects): Promise<string[]> {
  const invoke = `${subjects.platform.apihost}/api/v1/namespaces/_/actions/plain?blocking=true&result=true`;
  const from = performance.now();
  const responses = await Promise.all(
    Array.from({ length: 1000 }, () => post(invoke, body, authorization(subjects))),
  );
  const answered = responses.filter(({ status }) => status === 200).length;
  return [
    `1000 concurrent blocking invocations: ${answered} succeeded in ${(performance.now() - from).toFixed(0)} ms.`,
    '',
  ];
}

interface InstanceInfo {
  pid: number;
  state: string;
  action: string;
}

async function instances(subjects: Subjects): Promise<InstanceInfo[]> {
  const headers = authorization(subjects);
  const response = await fetch(`${subjects.platform.apihost}/diptych/instances`, { headers });
  return (await response.json()) as InstanceInfo[];
}

async function memory(subjects: Subjects): Promise<string[]> {
  const all = await instances(subjects);
  const sizes = (state: string): number =>
    median(all.filter((one) => one.state === state).map(({ pid }) => proportionalMb(pid)));
  return [
    `Memory (proportional set size): idle instance ${sizes('idle').toFixed(0)} MB, prewarmed ${sizes('prewarmed').toFixed(0)} MB, platform ${proportionalMb(subjects.platform.pid).toFixed(0)} MB, Express microservice ${proportionalMb(subjects.express.pid).toFixed(0)} MB.`,
  ];
}

function proportionalMb(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? Number.NaN) / 1024;
}
