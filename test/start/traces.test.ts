// Spans of OpenTelemetry: one trace crosses front door, services, actions, broker and placements, with the times of the log lines.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as z from 'zod';
import { apps } from '#apps/apps';
import { submitOrder } from '#apps/robot-shop/smoke-scenario';
import { type Stack, startStack } from '#compose/local/stack';
import { forms } from '#shared/app/addresses';
import type { RunnableApp } from '#shared/app/runnable-app';
import { createProgress } from '#shared/cli/progress';
import { columnOf } from '#test/bench/compare-forms';
import { eventually } from '#test/harness/eventually';
import { placementNames } from '#wsk/placements/placement';

const spans = z.array(
  z.object({
    id: z.string(),
    parentId: z.string().optional(),
    kind: z.string(),
    name: z.string(),
    timestamp: z.number(),
    duration: z.number().default(0),
    localEndpoint: z.object({ serviceName: z.string() }),
  }),
);
type Span = z.output<typeof spans>[number];

const services = ['cart', 'catalogue', 'dispatch', 'payment', 'payment-provider', 'user', 'web'];

describe('an order with TRACES=zipkin', () => {
  let stack: Stack | undefined;
  before(async () => {
    process.env.TRACES = 'zipkin';
    stack = await startStack({
      apps: [apps['robot-shop'] as RunnableApp],
      forms: [...forms],
      placements: [...placementNames],
      progress: createProgress(),
      onFatal: (reason) => assert.fail(reason),
    });
  });
  after(() => stack?.stop());

  /** The spans of a trace, as soon as there is one of every service. */
  async function spansOf(traceId: string): Promise<Span[]> {
    let found: Span[] = [];
    await eventually(async () => {
      const response = await fetch(`${stack?.components.zipkin?.url}/api/v2/trace/${traceId}`);
      assert.equal(response.status, 200);
      found = spans.parse(await response.json());
      assert.deepEqual([...new Set(found.map((span) => span.localEndpoint.serviceName))].sort(), services);
    });
    return found;
  }

  it('is one trace in each form and placement, of which each part has its cause', async () => {
    const columns: string[] = [];
    for (const deployment of stack?.deployments ?? []) {
      const { traceId } = await submitOrder(deployment.url);
      const all = await spansOf(traceId);
      const ids = new Set(all.map(({ id }) => id));
      const roots = all.filter(({ parentId }) => parentId === undefined || !ids.has(parentId));
      assert.deepEqual(
        roots.map(({ name }) => name.replace(/anonymous-\d+$/, 'ID')),
        ['post /api/payment/pay/ID'],
      );
      columns.push(columnOf(deployment));
    }
    assert.deepEqual(columns.sort(), ['microservice', ...placementNames].sort());
  });

  it('has the times that the log lines have', async () => {
    for (const deployment of stack?.deployments ?? []) {
      const from = Date.now();
      const { traceId } = await submitOrder(deployment.url);
      const all = await spansOf(traceId);
      const work = all.filter(({ kind }) => kind !== 'CLIENT');
      await eventually(async () => {
        const lines = await deployment.linesOf(traceId, from);
        const inMicroseconds = (ms: number): number => Math.round(ms * 1000);
        assert.deepEqual(
          work.map((span) => `${span.localEndpoint.serviceName} ${span.timestamp} ${span.duration}`).sort(),
          lines.map(({ service, at, ms }) => `${service} ${inMicroseconds(at)} ${inMicroseconds(ms)}`).sort(),
        );
        assert.equal(
          all.length - work.length,
          lines.reduce((sum, { waits }) => sum + waits.length, 0),
        );
      });
    }
  });
});
