import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { apply, InvalidOp } from '#apps/overleaf/ot/apply';
import { append, type Component, compose, type Op } from '#apps/overleaf/ot/components';
import { type Side, TextMismatch, transform } from '#apps/overleaf/ot/transform';
import { randomFrom } from '#test/harness/random';
import { type Random, randomOp } from './random-op.ts';

const text = 'abcdefghij';
const i = (inserted: string, p: number): Component => ({ p, i: inserted });
const d = (deleted: string, p: number): Component => ({ p, d: deleted });
const c = (commented: string, p: number): Component => ({ p, c: commented, t: 't' });

function below(seed: number): Random {
  const random = randomFrom(seed);
  return (bound) => Math.floor(random() * bound);
}

describe('an operation after another one', () => {
  const vectors: [op: Op, other: Op, side: Side, result: Op][] = [
    [[i('x', 2)], [i('yy', 2)], 'left', [i('x', 2)]],
    [[i('x', 2)], [i('yy', 2)], 'right', [i('x', 4)]],
    [[i('x', 5)], [i('yy', 2)], 'left', [i('x', 7)]],
    [[i('x', 4)], [d('cdef', 2)], 'left', [i('x', 2)]],
    [[i('x', 9)], [d('cd', 2)], 'left', [i('x', 7)]],
    [[d('cdef', 2)], [i('XY', 4)], 'left', [d('cd', 2), d('ef', 4)]],
    [[d('cd', 2)], [i('XY', 2)], 'left', [d('cd', 4)]],
    [[d('cd', 2)], [i('XY', 4)], 'left', [d('cd', 2)]],
    [[d('cdef', 2)], [d('cdef', 2)], 'left', []],
    [[d('bcd', 1)], [d('cdef', 2)], 'left', [d('b', 1)]],
    [[d('efg', 4)], [d('cdef', 2)], 'left', [d('g', 2)]],
    [[d('bcdefg', 1)], [d('de', 3)], 'left', [d('bcfg', 1)]],
    [[c('cdef', 2)], [i('X', 2)], 'left', [c('cdef', 3)]],
    [[c('cdef', 2)], [i('X', 4)], 'left', [c('cdXef', 2)]],
    [[c('cdef', 2)], [i('X', 6)], 'left', [c('cdef', 2)]],
    [[c('cdef', 2)], [d('bcd', 1)], 'left', [c('ef', 1)]],
    [[c('cd', 2)], [d('bcde', 1)], 'left', [c('', 1)]],
    [[i('A', 0), d('c', 3)], [i('Z', 0), d('b', 2)], 'left', [i('A', 0), d('c', 3)]],
  ];
  for (const [op, other, side, result] of vectors)
    it(`${JSON.stringify(op)} against ${JSON.stringify(other)}, ${side}`, () => {
      assert.deepEqual(transform(op, other, side), result);
    });

  it('gives the same text whichever comes first, for 20,000 random pairs', () => {
    const random = below(20_260_829);
    for (let round = 0; round < 20_000; round++) {
      const [a, b] = [randomOp(text, random), randomOp(text, random)];
      const one = apply(apply(text, b), transform(a, b, 'left'));
      const other = apply(apply(text, a), transform(b, a, 'right'));
      assert.equal(one, other, JSON.stringify({ a, b }));
    }
  });

  it('disagrees loudly about a text that both delete', () => {
    assert.throws(() => transform([d('xy', 2)], [d('cd', 2)], 'left'), TextMismatch);
  });
});

describe('an operation that is composed of two', () => {
  it('has the effect of both, for 20,000 random pairs', () => {
    const random = below(4711);
    for (let round = 0; round < 20_000; round++) {
      const first = randomOp(text, random);
      const second = randomOp(apply(text, first), random);
      const composed = compose(first, second);
      assert.equal(
        apply(text, composed),
        apply(apply(text, first), second),
        JSON.stringify({ first, second }),
      );
    }
  });

  it('merges neighbours and drops what has no effect', () => {
    const op: Op = [i('ac', 0)];
    for (const component of [i('b', 1), i('', 5), d('', 3)]) append(op, component);
    assert.deepEqual(op, [i('abc', 0)]);
    append(op, d('x', 7));
    append(op, d('yz', 6));
    assert.deepEqual(op.slice(1), [d('yxz', 6)]);
  });
});

describe('an operation that does not fit the text', () => {
  it('is refused in words that name both texts', () => {
    assert.throws(() => apply(text, [d('zz', 0)]), InvalidOp);
    assert.throws(
      () => apply(text, [c('zz', 0)]),
      /Comment component 'zz' does not match commented text 'ab'/,
    );
  });
});
