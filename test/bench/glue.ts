import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import type { Progress } from '#shared/cli/progress';
import { untilAborted } from '#shared/cli/stop';
import { median } from '#shared/statistics';
import { workloads } from './glue-app.ts';
import { type Cold, coldStarts } from './glue-cold.ts';
import type { Task, WorkerResult } from './glue-worker.ts';
import { spread } from './statistics.ts';

/** The compared adapters, ours first: the file in glue-variants and the label in the tables. */
const variants: Record<string, string> = {
  'inject-request': '**injectRequest**',
  'keep-listener': '**keepListener**',
  'serverless-http': 'serverless-http',
  codegenie: '@codegenie/serverless-express',
  'light-my-request': 'light-my-request',
  'forward-node': 'forward with node:http',
  'forward-undici': 'forward with undici',
  direct: 'direct HTTP, no codec',
};
const ours = ['inject-request', 'keep-listener'];
const adapters = Object.keys(variants).filter((name) => name !== 'direct');
const rounds = 12;
const [warmMs, roundMs] = [1200, 300];
const enduranceRequests = 100_000;

type Results = Record<string, WorkerResult[]>;
/** Lets the worker of a variant do a task. */
type Ask = (name: string, task: Task) => Promise<WorkerResult>;

/**
 * Compares the glue with other adapters that run an Express service in an action. Each adapter has its own process and is measured once
 * in each round, so that the ratios in a round are of about the same time.
 */
export async function glueBench(progress: Progress): Promise<string> {
  const workers = new Map<string, ChildProcess>();
  for (const name of Object.keys(variants)) workers.set(name, await startWorker(name));
  const ask: Ask = async (name, task) => {
    const worker = workers.get(name);
    worker?.send(task);
    const [measured] = await untilAborted(once(worker as ChildProcess, 'message'));
    return measured as WorkerResult;
  };
  const sections: string[] = [];
  try {
    for (const atOnce of [1, 16]) {
      for (const [workload, { title }] of workloads.entries()) {
        sections.push(table(`${title}, ${atOnce} at a time`, await compareVariants(ask, workload, atOnce)));
        progress.line(`${title}, ${atOnce} at a time`);
      }
    }
    sections.push(await endurance(ask));
    progress.line(`${enduranceRequests} invocations`);
  } finally {
    for (const worker of workers.values()) worker.kill();
  }
  sections.push(coldTable(await coldStarts(adapters)));
  const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, Linux ${release()}, Node ${process.version}`;
  return [
    '# Glue: an Express 5 service as a web action',
    `${rounds} rounds of ${roundMs} ms, each adapter in its own process; medians. A ratio compares values of one round: median (least-greatest).`,
    `${machine}.`,
    ...sections,
  ].join('\n\n');
}

async function startWorker(name: string): Promise<ChildProcess> {
  const env = { ...process.env, NODE_ENV: 'production' };
  const worker = fork(join(import.meta.dirname, 'glue-worker.ts'), [name], {
    env,
    execArgv: ['--expose-gc'],
  });
  await once(worker, 'message');
  return worker;
}

/** Measures a workload in rounds, every second one in the opposite order; the first round warms up and does not count. */
async function compareVariants(ask: Ask, workload: number, atOnce: number): Promise<Results> {
  const results: Results = Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    const names = Object.keys(variants);
    for (const name of round % 2 === 0 ? names : names.reverse()) {
      const measured = await ask(name, { workload, atOnce, ms: round < 0 ? warmMs : roundMs });
      if (round >= 0) results[name]?.push(measured);
    }
  }
  return results;
}

function table(title: string, results: Results): string {
  const first = results['inject-request'] ?? [];
  const value = (name: string, of: (measured: WorkerResult) => number) =>
    median((results[name] ?? []).map(of));
  const ratio = (name: string, of: (measured: WorkerResult) => number) =>
    spread((results[name] ?? []).map((measured, i) => of(measured) / of(first[i] ?? measured)));
  const rows = Object.entries(variants).map(([name, label]) => {
    const perSecond = Math.round(value(name, (measured) => measured.perSecond));
    const [cpu, p50, p99] = (['cpu', 'p50', 'p99'] as const).map((what) =>
      value(name, (measured) => measured[what]).toFixed(0),
    );
    const ratios = (['perSecond', 'cpu'] as const).map((what) => ratio(name, (measured) => measured[what]));
    return `| ${[label, perSecond, ratios[0], cpu, ratios[1], `${p50} / ${p99}`].join(' | ')} |`;
  });
  return [
    `## ${title}`,
    '',
    '| | requests/s | to injectRequest | CPU µs | to injectRequest | p50 / p99 µs |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

async function endurance(ask: Ask): Promise<string> {
  const rows: string[] = [];
  for (const name of ours) {
    await ask(name, { workload: 1, atOnce: 16, requests: 10_000 });
    const before = await ask(name, { workload: 1, atOnce: 16, requests: 100 });
    const after = await ask(name, { workload: 1, atOnce: 16, requests: enduranceRequests });
    const cells = (['descriptors', 'alive', 'rss'] as const).map(
      (what) => `${before[what].toFixed(0)} | ${after[what].toFixed(0)}`,
    );
    rows.push(`| ${variants[name]} | ${cells.join(' | ')} |`);
  }
  const head = `## ${enduranceRequests} invocations with 10 kB each`;
  const columns =
    '| | descriptors before | after | objects before, MB | after | process before, MB | after |\n|---|---|---|---|---|---|---|';
  return `${head}\n\n${[columns, ...rows].join('\n')}`;
}

function coldTable(cold: Record<string, Cold>): string {
  const rows = Object.entries(cold).map(
    ([name, { addedMs, bytes }]) =>
      `| ${variants[name]} | ${spread(addedMs)} | ${(bytes / 1000).toFixed(0)} |`,
  );
  const head =
    '## Added to a cold start: loading the adapter and the first response, beyond the service itself';
  return `${head}\n\n${['| | ms | kB in the bundle |', '|---|---|---|', ...rows].join('\n')}`;
}
