// The look-up that leads connections to all instances of a service.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { inTurn, lookUpInTurn } from '#shared/http/instances';

const addresses = ['10.0.0.3', '10.0.0.1', '10.0.0.2'].map((address) => ({ address, family: 4 }));

describe('the addresses of several instances', () => {
  it('come first in turn, in whatever order they are known', () => {
    const lists = Array.from({ length: 6 }, (_, turn) =>
      inTurn('service', turn % 2 === 0 ? addresses : addresses.toReversed()).map(({ address }) => address),
    );
    for (const list of lists)
      assert.deepEqual(list.toSorted(), ['10.0.0.1', '10.0.0.2', '10.0.0.3'], 'none is left out');
    const firsts = lists.map(([first]) => first);
    assert.equal(new Set(firsts.slice(0, 3)).size, 3);
    assert.deepEqual(firsts.slice(3), firsts.slice(0, 3));
  });

  it('come in turn for each name, however the names alternate', () => {
    const firsts = Array.from({ length: 3 }, () => [inTurn('one', addresses), inTurn('two', addresses)]);
    for (const at of [0, 1]) assert.equal(new Set(firsts.map((lists) => lists[at]?.[0]?.address)).size, 3);
  });
});

it('looks up names as Node does, one address or all', async () => {
  const one = await promisify(lookUpInTurn)('127.0.0.1', {});
  assert.equal(one, '127.0.0.1');
  const all = await promisify(lookUpInTurn)('127.0.0.1', { all: true });
  assert.deepEqual(all, [{ address: '127.0.0.1', family: 4 }]);
  await assert.rejects(promisify(lookUpInTurn)('no-such-name.invalid', {}), { code: /ENOTFOUND|EAI_AGAIN/ });
});
