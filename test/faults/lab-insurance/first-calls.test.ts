import assert from 'node:assert/strict';
import { it } from 'node:test';
import { labInsurance } from '#apps/lab-insurance/app';
import { actionsOf } from '#shared/app/define-app';
import { agentOf, storeOf } from '#test/harness/agent';
import { control } from '#test/harness/control';
import { killInstances } from '#test/harness/instances';
import { describePortals } from '#test/harness/portal';

const calls = 20;

describePortals('lab-insurance, first calls', (portal) => {
  const skip =
    (portal.form === 'microservice' && 'its processes run before they are called') ||
    (control === undefined && 'the deployment is not ours to break');

  it(`${calls} at once, where no instance runs, are all answered and seed nothing again`, {
    skip,
  }, async () => {
    for (const { name } of actionsOf(labInsurance)) await killInstances(`lab-insurance/${name}`);
    const offers = await Promise.all(
      Array.from({ length: calls }, async () => (await agentOf(portal)).offer()),
    );
    assert.ok(offers.every(({ totalPrice }) => totalPrice === 372));
    for (const [service, table, rows] of [
      ['auth', 'insurance_agent', 4],
      ['pricing', 'tariff', 4],
    ] as const) {
      const store = storeOf(portal.form, service);
      const found = await store?.first<{ rows: number }>(`select count(*) as rows from ${table}`);
      await store?.close();
      assert.equal(found?.rows, rows, table);
    }
  });
});
