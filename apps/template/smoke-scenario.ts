import { randomBytes } from 'node:crypto';
import type { ScenarioResult } from '#shared/app/runnable-app';

/** Is greeted once. Throws for any other response. */
export async function greet(gatewayUrl: string): Promise<ScenarioResult> {
  const traceId = randomBytes(16).toString('hex');
  const headers = { traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` };
  const from = performance.now();
  const response = await fetch(`${gatewayUrl}/hello/Ada`, { headers });
  const text = await response.text();
  if (text !== '{"text":"Hello, Ada"}')
    throw new Error(`GET /hello/Ada responded ${response.status}: ${text}`);
  return { totalMs: performance.now() - from, dispatchMs: 0, traceId };
}
