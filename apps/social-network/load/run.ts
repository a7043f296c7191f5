import { randomFrom } from '../graph/graph.ts';
import type { LoadRequest, Mix } from './mixes.ts';

/** How a load went; latencies in milliseconds from the time at which each request was due. */
export interface LoadResult {
  requests: number;
  failures: string[];
  latencies: number[];
}

/**
 * Sends the requests of a mix to a gateway at fixed times, `rate` a second for `seconds`, whether or not the last one was
 * answered: a stall then counts for all that it has held up.
 */
export async function runLoad(
  url: string,
  mix: Mix,
  { rate, seconds, seed = 1 }: { rate: number; seconds: number; seed?: number },
): Promise<LoadResult> {
  const random = randomFrom(seed);
  const requests = Array.from({ length: Math.round(rate * seconds) }, () => mix(random));
  const result: LoadResult = { requests: requests.length, failures: [], latencies: [] };
  const from = performance.now();
  await Promise.all(
    requests.map(async (request, index) => {
      const due = from + (index * 1000) / rate;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      try {
        await send(url, request);
        result.latencies.push(performance.now() - due);
      } catch (error) {
        if (result.failures.length < 100) result.failures.push((error as Error).message);
      }
    }),
  );
  return result;
}

async function send(url: string, { method, path, body }: LoadRequest): Promise<void> {
  const response = await fetch(url.replace(/\/+$/, '') + path, {
    method,
    ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  if (response.status !== 200)
    throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 200)}`);
}
