import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyUpdate, checkVersion, type Outcome } from '#apps/overleaf/document-updater/apply-update';
import { diff } from '#apps/overleaf/document-updater/diff';
import { type Doc, maxDocLength, textOf } from '#apps/overleaf/document-updater/doc';
import { type AppliedUpdate, readUpdate } from '#apps/overleaf/document-updater/update';
import { apply } from '#apps/overleaf/ot/apply';
import { textHash } from '#apps/overleaf/ot/hash';

const docOf = (text: string, version = 5): Doc => ({
  project: 'p',
  doc: 'd',
  lines: text.split('\n'),
  version,
  ranges: {},
  pathname: '/main.tex',
  projectHistoryId: null,
  projectHistoryType: '',
  lastUpdatedAt: null,
  lastUpdatedBy: null,
  unflushedSince: null,
});

const applied = (op: AppliedUpdate['op'], source: string, v: number): AppliedUpdate => ({
  op,
  v,
  meta: { source },
});

const read = (value: object) => readUpdate(JSON.stringify(value));

function after(outcome: Outcome): string {
  assert.ok(!outcome.isDuplicate);
  return textOf(outcome.doc);
}

describe('an update', () => {
  it('is applied to the text, and raises the version', () => {
    const outcome = applyUpdate(docOf('one\ntwo'), read({ op: [{ p: 3, i: '\n!' }], v: 5 }), [], 7);
    assert.ok(!outcome.isDuplicate);
    assert.deepEqual(outcome.doc.lines, ['one', '!', 'two']);
    assert.equal(outcome.doc.version, 6);
    assert.equal(outcome.update.v, 5);
    assert.equal(outcome.update.meta.ts, 7);
  });

  it('is transformed against those that were applied since its version', () => {
    const earlier = [applied([{ p: 0, i: 'AA' }], 'a', 4)];
    const outcome = applyUpdate(docOf('AAabc'), read({ op: [{ p: 3, i: 'x' }], v: 4 }), earlier, 0);
    assert.equal(after(outcome), 'AAabcx');
    assert.equal(outcome.update.v, 5);
  });

  it('is refused when it would keep all other documents waiting', () => {
    const op = Array.from({ length: 5000 }, (_, p) => ({ p: 2 * p, i: 'x' }));
    const text = '-'.repeat(10_000);
    assert.equal(after(applyUpdate(docOf(text), read({ op, v: 5 }), [], 0)).length, 15_000);
    assert.throws(() => read({ op: [...op, { p: 0, i: 'y' }], v: 5 }), /may have at most 5000 components/);
    const earlier = Array.from({ length: 2 }, (_, v) => applied(op, 'a', 3 + v));
    assert.throws(
      () => applyUpdate(docOf(text), read({ op, v: 3 }), earlier, 0),
      /Op too large for what has changed/,
    );
  });

  it('inserts at the end what is to go past it, and says so', () => {
    const op = [
      { p: 0, d: 'ab' },
      { p: 100, i: 'x' },
      { p: 100, i: 'y' },
    ];
    const outcome = applyUpdate(docOf('abc'), read({ op, v: 5 }), [], 0);
    assert.equal(after(outcome), 'cxy');
    assert.deepEqual(outcome.update.op.slice(1), [
      { p: 1, i: 'x' },
      { p: 2, i: 'y' },
    ]);
  });

  it('has a replacement for each half of a character that needs two', () => {
    const outcome = applyUpdate(docOf(''), read({ op: [{ p: 0, i: 'a🙂b' }], v: 5 }), [], 0);
    assert.equal(after(outcome), 'a\ufffd\ufffdb');
  });

  it('keeps each character of the text, CR too', () => {
    assert.equal(
      after(applyUpdate(docOf('a'), read({ op: [{ p: 1, i: '\r\nb\r' }], v: 5 }), [], 0)),
      'a\r\nb\r',
    );
  });

  it('that was applied over a connection of its list is a duplicate', () => {
    const sent = read({ op: [{ p: 0, i: 'x' }], v: 4, dupIfSource: ['other', 'mine'] });
    const outcome = applyUpdate(docOf('xabc'), sent, [applied([{ p: 0, i: 'x' }], 'mine', 4)], 9);
    assert.ok(outcome.isDuplicate);
    assert.equal(outcome.update.dup, true);
    assert.equal(outcome.update.v, 4);
  });

  it('with the hash of another text is refused, unless others have changed the text', () => {
    const sent = { op: [{ p: 0, i: 'x' }], v: 5 };
    assert.throws(
      () => applyUpdate(docOf('abc'), read({ ...sent, hash: '0'.repeat(40) }), [], 0),
      /Invalid hash/,
    );
    assert.equal(after(applyUpdate(docOf('abc'), read({ ...sent, hash: textHash('xabc') }), [], 0)), 'xabc');
    const earlier = [applied([{ p: 3, d: 'd' }], 'a', 4)];
    assert.equal(after(applyUpdate(docOf('abc'), read({ ...sent, hash: 'any' }), earlier, 0)), 'xabc');
  });

  it('is refused when the text becomes too large', () => {
    const insert = (length: number) => read({ op: [{ p: 0, i: 'a'.repeat(length) }], v: 5 });
    const largest = maxDocLength - '[""]'.length;
    assert.equal(after(applyUpdate(docOf(''), insert(largest), [], 0)).length, largest);
    assert.throws(() => applyUpdate(docOf(''), insert(largest + 1), [], 0), /over max doc size/);
  });

  it('of a version ahead, or more than 80 behind, is refused', () => {
    const of = (v: number) => read({ op: [], v });
    checkVersion(docOf('', 100), of(100));
    checkVersion(docOf('', 100), of(20));
    assert.throws(() => checkVersion(docOf('', 100), of(101)), /Op at future version/);
    assert.throws(() => checkVersion(docOf('', 100), of(19)), /Op too old/);
  });
});

describe('an update that cannot be read', () => {
  const refused: [what: string, update: unknown, words: RegExp][] = [
    ['is not JSON', undefined, /must be JSON/],
    ['is null', null, /must be an object, not null/],
    ['has no version', { op: [] }, /Version missing/],
    ['has a negative version', { op: [], v: -1 }, /Version missing/],
    ['has a version as text', { op: [], v: '5' }, /Version missing/],
    ['has no op', { v: 5 }, /list of components/],
    ['has an object as op', { op: { p: 0, i: 'x' }, v: 5 }, /list of components/],
    ['has a component without a place', { op: [{ i: 'x' }], v: 5 }, /op\.0\.p.*position/],
    ['has a negative place', { op: [{ p: -1, i: 'x' }], v: 5 }, /position cannot be negative/],
    ['has a fraction as a place', { op: [{ p: 0.5, i: 'x' }], v: 5 }, /whole number/],
    ['inserts a number', { op: [{ p: 0, i: 5 }], v: 5 }, /op\.0\.i/],
    ['inserts and deletes in one component', { op: [{ p: 0, i: 'x', d: 'y' }], v: 5 }, /an i, d or c field/],
    ['has an empty component', { op: [{ p: 0 }], v: 5 }, /an i, d or c field/],
    ['comments without a thread', { op: [{ p: 0, c: 'x' }], v: 5 }, /needs a t field/],
    ['inserts NUL', { op: [{ p: 0, i: 'a\0b' }], v: 5 }, /NUL/],
  ];
  for (const [what, update, words] of refused)
    it(`${what}: is refused with a word on it`, () => {
      assert.throws(() => readUpdate(update === undefined ? '{"op":' : JSON.stringify(update)), words);
    });
});

describe('the difference of two texts', () => {
  const pairs: [string, string][] = [
    ['one\ntwo\nthree', 'one\nTWO\nthree'],
    ['', 'all new'],
    ['all gone', ''],
    ['The quick brown fox\njumps over', 'The slow brown fox\nleaps over\nall'],
    ['same', 'same'],
  ];
  for (const [before, text] of pairs)
    it(`makes ${JSON.stringify(text)} of ${JSON.stringify(before)}`, () => {
      assert.equal(apply(before, diff(before, text)), text);
    });

  it('is what a person would see as one change', () => {
    assert.deepEqual(diff('one two three', 'one TWO three'), [
      { p: 4, d: 'two' },
      { p: 4, i: 'TWO' },
    ]);
  });

  it('marks an undo', () => {
    assert.deepEqual(diff('ab', 'a', { isUndo: true }), [{ p: 1, d: 'b', u: true }]);
  });
});

describe('the hash of a text', () => {
  it('is that of a blob in git', () => {
    assert.equal(textHash('what is up, doc?'), 'bd9dbf5aae1a3862dd1526723246b20206e5fc37');
  });
});
