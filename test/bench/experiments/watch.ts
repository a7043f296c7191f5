import type { Deployment } from '#compose/local/deployment';
import { cpuMs, memoryMb } from '../process-tree.ts';

/** What the processes of a form used in one second. */
export interface Usage {
  cores: number;
  memoryMb: number;
  instances: number;
}

/** What was used, second by second, and in all. */
export interface Watched {
  usages: Usage[];
  /** Gigabyte-seconds of activations; absent where the platform does not count them. */
  billedGbSeconds?: number;
}

/** Reads a metric of the embedded OpenWhisk; NaN where it has none. */
async function metric({ platform }: Deployment, name: string): Promise<number> {
  if (platform === undefined) return Number.NaN;
  const response = await fetch(`${platform.apihost}/metrics`).catch(() => undefined);
  const text = response?.ok ? await response.text() : '';
  return Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
}

/** Watches the processes below `roots` until the function that it answers is called. */
export async function watch(deployment: Deployment, roots: number[]): Promise<() => Promise<Watched>> {
  const billed = () => metric(deployment, 'openwhisk_billed_gb_seconds_total');
  const usages: Usage[] = [];
  const billedBefore = await billed();
  let before = { at: performance.now(), ms: cpuMs(roots) };
  const look = async (): Promise<void> => {
    // The time of a process that has ended is missing until its parent has waited for it.
    const now = { at: performance.now(), ms: Math.max(before.ms, cpuMs(roots)) };
    const cores = (now.ms - before.ms) / (now.at - before.at);
    before = now;
    const instances = await metric(deployment, 'openwhisk_instances');
    usages.push({
      cores,
      memoryMb: memoryMb(roots),
      instances: Number.isNaN(instances) ? 0 : instances,
    });
  };
  const timer = setInterval(() => void look(), 1000);
  return async () => {
    clearInterval(timer);
    const gbSeconds = (await billed()) - billedBefore;
    return { usages, ...(!Number.isNaN(gbSeconds) && { billedGbSeconds: gbSeconds }) };
  };
}
