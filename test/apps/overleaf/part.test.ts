import assert from 'node:assert/strict';
import { it } from 'node:test';
import { partOf } from '#apps/overleaf/filestore/part';

it('finds the part of a file that a Range header asks for', () => {
  const part = (header: string, size = 10): unknown => {
    const found = partOf(header, size);
    return typeof found === 'object' ? [found.first, found.last] : found;
  };
  assert.deepEqual(part('bytes=0-0'), [0, 0]);
  assert.deepEqual(part('bytes=2-'), [2, 9]);
  assert.deepEqual(part('bytes=2-99999999999999999999'), [2, 9]);
  assert.deepEqual(part('Bytes=-4'), [6, 9]);
  assert.deepEqual(part('bytes=-30'), [0, 9]);
  for (const header of ['bytes=10-', 'bytes=10-12', 'bytes=-0', 'bytes=30-2'])
    assert.equal(part(header), 'past-end', header);
  assert.equal(part('bytes=0-', 0), 'past-end');
  assert.equal(part('bytes=-5', 0), 'past-end');
  for (const header of ['bytes=5-2', 'bytes=-', 'bytes=', 'bytes=a-b', 'lines=1-2', 'bytes=0-1,4-5', '0-3'])
    assert.equal(part(header), undefined, header);
  assert.equal(partOf(undefined, 10), undefined);
});
