import assert from 'node:assert/strict';
import { it } from 'node:test';
import { apply } from '#apps/overleaf/ot/apply';
import type { Op } from '#apps/overleaf/ot/components';
import { compress } from '#apps/overleaf/track-changes/compress';
import { partsOf } from '#apps/overleaf/track-changes/parts';
import { rewind } from '#apps/overleaf/track-changes/rewind';
import { addTo, summaryOf } from '#apps/overleaf/track-changes/summaries';
import type { Update } from '#apps/overleaf/track-changes/update';
import { randomFrom } from '#test/harness/random';
import { randomOp } from '../ot/random-op.ts';

const update = (op: Op, v = 0, second = v, user_id = 'me'): Update => ({
  op,
  v,
  meta: { user_id, start_ts: second * 1000, end_ts: second * 1000 },
});
const opsOf = (updates: Update[]): Op[] => compress(updates).map(({ op }) => op);

it('unites what one user types and deletes in one place', () => {
  const typed = [...'word'].map((i, p) => update([{ p, i }], p));
  assert.deepEqual(compress(typed), [
    { op: [{ p: 0, i: 'word' }], v: 3, meta: { user_id: 'me', start_ts: 0, end_ts: 3000 } },
  ]);
  const deleted = [update([{ p: 3, d: 'd' }]), update([{ p: 2, d: 'r' }]), update([{ p: 2, d: '!' }])];
  assert.deepEqual(opsOf(deleted), [[{ p: 2, d: 'rd!' }]]);
  assert.deepEqual(opsOf([update([{ p: 2, i: 'abc' }]), update([{ p: 3, d: 'b' }])]), [[{ p: 2, i: 'ac' }]]);
  assert.deepEqual(opsOf([update([{ p: 2, d: 'cat' }]), update([{ p: 2, i: 'cart' }])]), [
    [{ p: 4, i: 'r' }],
  ]);
});

it('keeps apart what others do, what comes later, and what is elsewhere', () => {
  const [one, two]: [Op, Op] = [[{ p: 0, i: 'a' }], [{ p: 1, i: 'b' }]];
  assert.equal(compress([update(one), update(two, 1, 0, 'you')]).length, 2);
  assert.equal(compress([update(one), update(two, 1, 60)]).length, 1);
  assert.equal(compress([update(one), update(two, 1, 61)]).length, 2);
  assert.equal(compress([update(one), update([{ p: 5, i: 'b' }], 1)]).length, 2);
  assert.deepEqual(opsOf([update([{ p: 0, c: 'a', t: 't' }])]), [[{ p: 0, i: '' }]], 'a comment alone');
});

it('has the same effect when it is compressed, rewound and shown, for random edits', () => {
  const fraction = randomFrom(7);
  const random = (bound: number): number => Math.floor(fraction() * bound);
  for (let run = 0; run < 300; run += 1) {
    const start = 'abcdefghij';
    let text = start;
    const updates = Array.from({ length: 8 }, (_, v) => {
      const op = randomOp(text, random);
      text = apply(text, op);
      return update(op, v, v * 20, random(5) < 4 ? 'me' : 'you');
    });
    const compressed = compress(updates);
    assert.equal(
      compressed.reduce((result, { op }) => apply(result, op), start),
      text,
    );
    assert.equal(rewind(text, compressed), start);
    const parts = partsOf(start, compressed);
    const joined = (...kinds: string[]) =>
      parts
        .map((part) =>
          Object.entries(part)
            .flatMap(([kind, each]) => (kinds.includes(kind) ? each : []))
            .join(''),
        )
        .join('');
    assert.equal(joined('u', 'i'), text);
    assert.equal(joined('u', 'd'), start);
  }
});

it('refuses to rewind a text that the history does not fit', () => {
  assert.throws(() => rewind('hello', [update([{ p: 0, i: 'jello' }], 4)]), /version 4/);
});

it('sums up what is less than five minutes apart, until a long deletion', () => {
  const inDoc = (op: Op, v: number, second: number) => ({ ...update(op, v, second), doc: 'doc' });
  const summary = summaryOf(inDoc([{ p: 0, i: 'a' }], 9, 1000));
  assert.equal(addTo(summary, inDoc([{ p: 0, i: 'a' }], 8, 700)), false, 'five minutes');
  assert.equal(addTo(summary, inDoc([{ p: 0, d: 'x'.repeat(17) }], 8, 701)), true);
  assert.equal(addTo(summary, inDoc([{ p: 0, i: 'a' }], 7, 700)), false, 'before the deletion');
  assert.deepEqual(summary.docs, { doc: { fromV: 8, toV: 9 } });
});
