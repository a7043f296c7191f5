import assert from 'node:assert/strict';
import { it } from 'node:test';
import { labInsurance } from '#apps/lab-insurance/app';
import { actionsOf } from '#shared/app/define-app';
import { noControl } from '#test/harness/control';
import { eventually } from '#test/harness/eventually';
import { describeForms } from '#test/harness/forms';
import { instancesOf, killInstances } from '#test/harness/instances';
import { agentOf } from '#test/lab-insurance/client';
import { noStores, withStore } from '#test/lab-insurance/stores';

const calls = 20;

// Of the actions only: processes run before they are called.
describeForms(
  'lab-insurance',
  'first calls',
  { forms: ['serverless'], skip: (deployed) => noControl || noStores(deployed) },
  (deployed) => {
    it(`${calls} at once, where no instance runs, are all answered and seed nothing again`, async () => {
      const actions = actionsOf(labInsurance).map(({ name }) => `lab-insurance/${name}`);
      for (const action of actions) await killInstances(action);
      await eventually(async () => assert.deepEqual(await instancesOf('lab-insurance/auth'), []));
      const offers = await Promise.all(
        Array.from({ length: calls }, async () => (await agentOf(deployed)).offer()),
      );
      assert.deepEqual(
        offers.map(({ totalPrice }) => totalPrice),
        Array(calls).fill(372),
      );
      for (const [service, table, rows] of [
        ['auth', 'insurance_agent', 4],
        ['pricing', 'tariff', 4],
      ] as const) {
        const found = await withStore(deployed, service, (store) =>
          store.first<{ rows: number }>(`select count(*) as rows from ${table}`),
        );
        assert.equal(found?.rows, rows, table);
      }
    });
  },
);
