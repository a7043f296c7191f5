import { benchApp, workloads } from './glue-app.ts';
import { variants } from './glue-variants.ts';
import { percentile } from './statistics.ts';

/** What a worker is asked to do: run a workload for a time, some requests at once. */
export interface Task {
  workload: number;
  ms: number;
  atOnce: number;
}

/** What it took; times in microseconds. */
export interface Measured {
  perSecond: number;
  cpu: number;
  p50: number;
  p99: number;
}

const action = await variants[process.argv[2] ?? '']?.(benchApp());
if (action === undefined) throw new Error(`there is no variant ${process.argv[2]}`);
// As on the platform, where a limit is set for every activation.
process.env.__OW_DEADLINE = String(Date.now() + 3_600_000);

async function run({ workload, ms, atOnce }: Task): Promise<Measured> {
  const params = workloads[workload]?.params;
  if (action === undefined || params === undefined) throw new Error('nothing to do');
  const latencies: number[] = [];
  const cpu = process.cpuUsage();
  const from = performance.now();
  const client = async (): Promise<void> => {
    for (let began = performance.now(); began - from < ms; ) {
      const { statusCode } = await action(params);
      if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
      const now = performance.now();
      latencies.push((now - began) * 1000);
      began = now;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    perSecond: latencies.length / seconds,
    cpu: (user + system) / latencies.length,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  };
}

process.on('message', (task: Task) => void run(task).then((measured) => process.send?.(measured)));
process.send?.('ready');
