import { readdirSync } from 'node:fs';
import { percentile } from '#shared/statistics';
import { benchApp, workloads } from './glue-app.ts';
import type { Adapt } from './glue-variants/variant.ts';

/** A task of a worker: send the request of a workload repeatedly, `atOnce` at the same time, for `ms` or `requests`. */
export interface Task {
  workload: number;
  atOnce: number;
  ms?: number;
  requests?: number;
}

/** The result of a task; times in microseconds, memory in MB: live objects after a collection, and the whole process. */
export interface WorkerResult {
  perSecond: number;
  cpu: number;
  p50: number;
  p99: number;
  alive: number;
  rss: number;
  descriptors: number;
}

const { adapt } = (await import(`./glue-variants/${process.argv[2]}.ts`)) as { adapt: Adapt };
const action = await adapt(benchApp());
// The glue reads the deadline that every activation has on the platform.
process.env.__OW_DEADLINE = String(Date.now() + 3_600_000);

async function run({
  workload,
  atOnce,
  ms,
  requests = Number.POSITIVE_INFINITY,
}: Task): Promise<WorkerResult> {
  const params = workloads[workload]?.params ?? {};
  const latencies: number[] = [];
  let count = 0;
  const cpu = process.cpuUsage();
  const from = performance.now();
  const end = ms === undefined ? Number.POSITIVE_INFINITY : from + ms;
  const client = async (): Promise<void> => {
    for (let began = performance.now(); began < end && count < requests; ) {
      count++;
      const { statusCode } = await action(params);
      if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
      const now = performance.now();
      if (ms !== undefined) latencies.push((now - began) * 1000);
      began = now;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  if (requests !== Number.POSITIVE_INFINITY) globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return {
    perSecond: count / seconds,
    cpu: (user + system) / count,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    alive: (heapUsed + external) / 2 ** 20,
    rss: rss / 2 ** 20,
    descriptors: readdirSync('/proc/self/fd').length,
  };
}

process.on('message', (task: Task) => void run(task).then((measured) => process.send?.(measured)));
process.send?.('ready');
