import assert from 'node:assert/strict';
import { it } from 'node:test';
import { newestActivations } from '#compose/local/console/newest-activations';
import type { Rest } from '#wsk/deploy/rest';

/** An OpenWhisk that has these actions activated, one each millisecond, the last one last. */
function hostOf(actions: string[]) {
  const all = actions
    .map((name, start) => ({
      activationId: `${start}`,
      name,
      start,
      duration: 1,
      statusCode: 0,
      annotations: [{ key: 'path', value: `guest/shop/${name}` }],
    }))
    .reverse();
  const read: Rest['read'] = async (schema, path) => {
    const { searchParams } = new URL(path, 'http://host');
    const [skip, limit] = ['skip', 'limit'].map((name) => Number(searchParams.get(name))) as [number, number];
    return schema.parse(all.slice(skip, skip + limit)) as never;
  };
  return { apihost: 'http://host', rest: { read } as Rest };
}

const withoutSweeps = { action: undefined, isHidden: (action: string) => action === 'shop/sweep' };

it('finds what requests have activated behind hundreds of sweeps, and says how many it leaves out', async () => {
  const host = hostOf(['cart', 'user', ...Array<string>(450).fill('sweep')]);
  const { activations, hidden } = await newestActivations([host], withoutSweeps);
  assert.deepEqual(
    activations.map(({ action }) => action),
    ['shop/user', 'shop/cart'],
  );
  assert.deepEqual(hidden, [{ action: 'shop/sweep', count: 450 }]);
});

it('shows the hundred newest of all, whatever has started them', async () => {
  const host = hostOf(['cart', ...Array<string>(450).fill('sweep')]);
  const { activations, hidden } = await newestActivations([host], {
    ...withoutSweeps,
    isHidden: () => false,
  });
  assert.equal(activations.length, 100);
  assert.ok(activations.every(({ action }) => action === 'shop/sweep'));
  assert.deepEqual(hidden, []);
});

it('names the host that does not answer', async () => {
  const rest = { read: () => Promise.reject(new Error('it is off')) } as unknown as Rest;
  const { problems } = await newestActivations([{ apihost: 'http://host', rest }], withoutSweeps);
  assert.deepEqual(problems, ['The OpenWhisk at http://host cannot be asked: it is off']);
});
