import assert from 'node:assert/strict';
import { it } from 'node:test';
import { control, noControl } from '#test/harness/control';
import { eventually } from '#test/harness/eventually';
import { describeForms } from '#test/harness/forms';

type Answer = [status: number, body: unknown];

describeForms('robot-shop', 'health', { skip: noControl }, ({ form, url }) => {
  const isMicroservice = form === 'microservice';

  /** What each service says of its health while all works. */
  const well: Record<string, Answer> = {
    user: [200, { app: 'OK', mongo: true }],
    cart: [200, { app: 'OK', redis: true }],
    catalogue: [200, { app: 'OK', mongo: true }],
    shipping: [200, 'OK'],
    payment: [200, 'OK'],
  };
  /** What those that need a component say while it is away; the others say that they are well. */
  const away: Record<string, Record<string, Answer>> = {
    redis: {
      user: [503, { app: 'OK', mongo: true, redis: false }],
      cart: [503, { app: 'OK', redis: false }],
    },
    mongodb: {
      user: [503, { app: 'OK', mongo: false }],
      catalogue: [503, { app: 'OK', mongo: false }],
      payment: [503, 'not available: MongoDB'],
    },
    mysql: { shipping: [503, 'not available: MySQL'] },
    rabbitmq: isMicroservice ? { payment: [503, 'not available: orders, reports'] } : {},
  };

  const ask = async (service: string): Promise<Answer> => {
    const response = await fetch(`${url}/api/${service}/health`, { signal: AbortSignal.timeout(20_000) });
    const isJson = response.headers.get('content-type')?.includes('json');
    return [response.status, await (isJson ? response.json() : response.text())];
  };
  const askAll = async (): Promise<Record<string, Answer>> =>
    Object.fromEntries(
      await Promise.all(Object.keys(well).map(async (service) => [service, await ask(service)])),
    );
  const allAre = (expected: Record<string, Answer>) =>
    eventually(async () => assert.deepEqual(await askAll(), expected), 30_000);

  for (const [component, answers] of Object.entries(away)) {
    it(`names what does not work while ${component} is away, and nothing else`, async () => {
      await allAre(well);
      await control.stop(`component/${component}`);
      try {
        await allAre({ ...well, ...answers });
      } finally {
        await control.start(`component/${component}`);
      }
      await allAre(well);
    });
  }

  it('tells of a broker that hangs', { skip: !isMicroservice && 'this form has no broker' }, async () => {
    await allAre(well);
    await control.freeze('component/rabbitmq');
    try {
      await allAre({ ...well, ...away.rabbitmq });
    } finally {
      await control.thaw('component/rabbitmq');
    }
    await allAre(well);
  });
});
