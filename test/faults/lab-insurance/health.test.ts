import assert from 'node:assert/strict';
import { it } from 'node:test';
import { control, noControl } from '#test/harness/control';
import { eventually } from '#test/harness/eventually';
import { type DeployedForm, describeForms, withoutAddressOf } from '#test/harness/forms';
import { agentOf, consumers } from '#test/lab-insurance/client';

const all = ['auth', 'product', 'pricing', 'policy', ...consumers, 'gateway', 'chat'];
const skip = (deployed: DeployedForm) => noControl || withoutAddressOf(...all)(deployed);

/** The parts of services that are down, by service; a service without any is not named. */
type Down = Record<string, string[]>;

describeForms('lab-insurance', 'health', { skip }, (deployed) => {
  const { form, services } = deployed;

  interface Health {
    name?: string;
    status: string;
    details?: Record<string, { name: string; status: string }>;
  }
  /** The parts of a service that are down. Asserts that status, name and details of its answer agree. */
  const downIn = async (service: string): Promise<string[]> => {
    const response = await fetch(`${services[service]}/health`, { signal: AbortSignal.timeout(20_000) });
    const health = (await response.json()) as Health;
    if (response.status === 200) assert.deepEqual(health, { status: 'UP' });
    else assert.deepEqual([response.status, health.status, health.name], [503, 'DOWN', service]);
    const details = Object.entries(health.details ?? {});
    const down = details.filter(([, { status }]) => status === 'DOWN').map(([part]) => part);
    assert.equal(down.length > 0, response.status === 503, 'a part is down when the service is');
    return down;
  };
  const downNow = async (): Promise<Down> => {
    const found = await Promise.all(all.map(async (service) => [service, await downIn(service)] as const));
    return Object.fromEntries(found.filter(([, down]) => down.length > 0));
  };
  const areDown = (down: Down) => eventually(async () => assert.deepEqual(await downNow(), down), 45_000);

  /** What says that it is down while a component is away. */
  const away: Record<string, Down> =
    form === 'microservice'
      ? {
          kafka: Object.fromEntries(consumers.map((service) => [service, ['events']])),
          mongodb: { product: ['database'] },
          postgresql: { 'policy-search': ['database'], dashboard: ['database'] },
        }
      : {
          kafka: {},
          mongodb: { product: ['database'] },
          postgresql: {
            ...Object.fromEntries(
              ['auth', 'pricing', ...consumers].map((service) => [service, ['database']]),
            ),
            policy: ['database', 'outbox'],
          },
        };
  for (const [component, down] of Object.entries(away)) {
    it(`is down where ${component} is needed while it is away, up elsewhere, and up again afterwards`, async () => {
      await areDown({});
      await control.stop(`component/${component}`);
      try {
        await areDown(down);
      } finally {
        await control.start(`component/${component}`);
      }
      await areDown({});
    });
  }

  it('tells of events that the broker does not take', {
    skip: form === 'serverless' && 'this form has no broker',
  }, async () => {
    const agent = await agentOf(deployed);
    await areDown({});
    await control.freeze('component/kafka');
    try {
      await agent.sell();
      await areDown({ ...away.kafka, policy: ['outbox'] });
    } finally {
      await control.thaw('component/kafka');
    }
    await areDown({});
  });
});
