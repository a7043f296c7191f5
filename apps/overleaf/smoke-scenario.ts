import { randomBytes } from 'node:crypto';
import type { ScenarioResult } from '#shared/app/runnable-app';

/** Asks web whether all services work. Throws when one does not. */
export async function checkHealth(gatewayUrl: string): Promise<ScenarioResult> {
  const traceId = randomBytes(16).toString('hex');
  const headers = { traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` };
  const from = performance.now();
  const response = await fetch(`${gatewayUrl}/health_check`, { headers });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`GET /health_check responded ${response.status}: ${text}`);
  return { totalMs: performance.now() - from, dispatchMs: 0, traceId };
}
