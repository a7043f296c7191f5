import assert from 'node:assert/strict';
import { it } from 'node:test';
import { newestActivations } from '#compose/local/console/newest-activations';
import { durationOf, requestsOf, statusOf } from '#shared/ui/activations/requests';
import type { Activation } from '#shared/ui/activations/types';
import type { Rest } from '#wsk/deploy/rest';

/** An OpenWhisk that has these actions activated, one each millisecond, the last one last. */
function hostOf(actions: string[], logsOf: (name: string, start: number) => string[] = () => []) {
  const all = actions
    .map((name, start) => ({
      activationId: `${start}`,
      name,
      start,
      duration: 1,
      response: { status: 'success' },
      logs: logsOf(name, start),
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

/** The line of a service about a request. */
const logLine = (trace: string): string => {
  const times = { ms: 1, compute: 1, store: 0, gateway: 0, at: 0, waits: [] };
  return `2026-12-01T01:02:03.004Z stdout: ${JSON.stringify({ service: 'cart', trace, ...times })}`;
};

it('shows a request whole, of which some activations are older than the hundred newest', async () => {
  const names = ['payment', 'cart', ...Array<string>(98).fill('other'), 'dispatch'];
  const host = hostOf(names, (name) => (name === 'other' ? ['a line of no request'] : [logLine('abc')]));
  const { activations } = await newestActivations([host], { action: undefined, isHidden: () => false });
  const requests = requestsOf(activations);
  assert.equal(requests.length, 99);
  const [request] = requests.filter(({ activations: all }) => all.length > 1);
  assert.deepEqual(
    request?.activations.map(({ action }) => action),
    ['shop/payment', 'shop/cart', 'shop/dispatch'],
  );
});

it('puts the newest request first, and leaves alone what belongs to none', () => {
  const of = (id: string, start: number, rest: Partial<Activation> = {}): Activation => ({
    ...{ id, action: 'shop/cart', start, ms: 10, status: 'success' },
    ...rest,
  });
  const requests = requestsOf([
    of('sweep', 40),
    of('late', 35, { trace: 'a', ms: 5, status: 'application error' }),
    of('other', 30, { trace: 'b' }),
    of('first', 10, { trace: 'a' }),
  ]);
  assert.deepEqual(
    requests.map(({ key }) => key),
    ['sweep', 'b', 'a'],
  );
  const [, , request] = requests;
  assert.ok(request);
  assert.deepEqual([durationOf(request), statusOf(request)], [15, 'application error']);
});

it('names the host that does not answer', async () => {
  const rest = { read: () => Promise.reject(new Error('it is off')) } as unknown as Rest;
  const { problems } = await newestActivations([{ apihost: 'http://host', rest }], withoutSweeps);
  assert.deepEqual(problems, ['The OpenWhisk at http://host cannot be asked: it is off']);
});
