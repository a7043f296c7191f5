import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Ranges,
  rangesAfter,
  withoutChanges,
  withoutComment,
} from '#apps/overleaf/document-updater/ranges';
import { trackerOf } from '#apps/overleaf/document-updater/tracker';
import { apply } from '#apps/overleaf/ot/apply';
import type { Op } from '#apps/overleaf/ot/components';

/** The seed of the first tracked update of a document; each further one has the next. */
const seed = '000000000000000001';

/** A text with its ranges, as several users change it. */
function edited(text: string) {
  let now = { text, ranges: {} as Ranges };
  let updates = 0;
  const edit = (op: Op, meta: { user_id?: string; tc?: string }): void => {
    const after = apply(now.text, op);
    now = { text: after, ranges: rangesAfter(now.ranges, op, after, trackerOf(meta, 0)) };
  };
  return {
    tracked: (user_id: string, ...op: Op) => edit(op, { user_id, tc: String(++updates).padStart(18, '0') }),
    untracked: (...op: Op) => edit(op, { user_id: 'somebody' }),
    /** Each change as `+text@place` or `-text@place`. */
    changes: () =>
      (now.ranges.changes ?? []).map(({ op }) => ('i' in op ? `+${op.i}@${op.p}` : `-${op.d}@${op.p}`)),
    comments: () => (now.ranges.comments ?? []).map(({ id, op }) => `${id}:${op.c}@${op.p}`),
    ranges: () => now.ranges,
  };
}

describe('comments in a text', () => {
  it('move, grow and shrink with it, down to nothing', () => {
    const doc = edited('one two three');
    doc.untracked({ p: 4, c: 'two', t: 't1' });
    doc.untracked({ p: 0, i: 'zero ' });
    assert.deepEqual(doc.comments(), ['t1:two@9']);
    doc.untracked({ p: 10, i: 'XX' });
    assert.deepEqual(doc.comments(), ['t1:tXXwo@9']);
    doc.untracked({ p: 9, d: 'tX' });
    assert.deepEqual(doc.comments(), ['t1:Xwo@9']);
    doc.untracked({ p: 9, d: 'Xwo' });
    assert.deepEqual(doc.comments(), ['t1:@9']);
  });

  it('do not grow by what is inserted beside them', () => {
    const doc = edited('abc');
    doc.untracked({ p: 1, c: 'b', t: 't1' });
    doc.untracked({ p: 2, i: 'R' }, { p: 1, i: 'L' });
    assert.deepEqual(doc.comments(), ['t1:b@2']);
  });

  it('belong to a thread, which has one place', () => {
    const doc = edited('abc');
    doc.untracked({ p: 0, c: 'a', t: 't1' });
    doc.untracked({ p: 1, c: 'b', t: 't2' });
    doc.untracked({ p: 2, c: 'c', t: 't1' });
    assert.deepEqual(doc.comments(), ['t1:c@2', 't2:b@1']);
    const without = withoutComment(doc.ranges(), 't1');
    assert.deepEqual(
      without.comments?.map(({ id }) => id),
      ['t2'],
    );
    assert.deepEqual(withoutComment(without, 't2'), {}, 'an empty list is left out');
    assert.deepEqual(withoutComment(without, 'unknown'), without);
  });

  it('are 500 at most', () => {
    const comments = Array.from({ length: 501 }, (_, index) => ({ p: 0, c: 'a', t: `t${index}` }));
    const doc = edited('a');
    assert.throws(() => doc.untracked(...comments), /more than 500 comments/);
    doc.untracked(...comments.slice(1));
    assert.equal(doc.comments().length, 500);
  });
});

describe('tracked changes', () => {
  it('are what a user inserts and deletes, one for text in one place', () => {
    const doc = edited('one two');
    doc.tracked('u1', { p: 3, i: '!' });
    doc.tracked('u1', { p: 4, i: '?' });
    doc.tracked('u1', { p: 0, d: 'o' });
    doc.tracked('u1', { p: 0, d: 'n' });
    assert.deepEqual(doc.changes(), ['-on@0', '+!?@1']);
  });

  it('have ids of the seed and a number that begins anew in each update', () => {
    const doc = edited('abc');
    doc.tracked('u1', { p: 0, i: 'x' }, { p: 2, i: 'y' });
    assert.deepEqual(
      doc.ranges().changes?.map(({ id }) => id),
      [`${seed}000001`, `${seed}000002`],
    );
    assert.deepEqual(doc.ranges().changes?.[0]?.metadata, { user_id: 'u1', ts: '1970-01-01T00:00:00.000Z' });
  });

  it('leave nothing of an insertion that is deleted again', () => {
    const doc = edited('abc');
    doc.tracked('u1', { p: 1, i: 'xyz' });
    doc.tracked('u1', { p: 2, d: 'y' });
    assert.deepEqual(doc.changes(), ['+xz@1']);
    doc.tracked('u1', { p: 0, d: 'axzb' });
    assert.deepEqual(doc.changes(), ['-ab@0']);
  });

  it('keep an insertion left of a deletion at the same place', () => {
    const doc = edited('abc');
    doc.tracked('u1', { p: 1, d: 'b' });
    doc.tracked('u1', { p: 1, i: 'X' });
    assert.deepEqual(doc.changes(), ['+X@1', '-b@2']);
  });

  it('merge a deletion around or beside another one, in the order of the text', () => {
    const doc = edited('abcdef');
    doc.tracked('u2', { p: 2, d: 'c' });
    doc.tracked('u1', { p: 1, d: 'bd' });
    assert.deepEqual(doc.changes(), ['-bcd@1']);
    doc.tracked('u1', { p: 0, d: 'a' }, { p: 0, d: 'e' });
    assert.deepEqual(doc.changes(), ['-abcde@0']);
  });

  it('divide an insertion in which another user or an untracked update inserts', () => {
    const doc = edited('');
    doc.tracked('u1', { p: 0, i: 'abcd' });
    doc.tracked('u2', { p: 2, i: 'X' });
    assert.deepEqual(doc.changes(), ['+ab@0', '+X@2', '+cd@3']);
    doc.untracked({ p: 1, i: '_' });
    assert.deepEqual(doc.changes(), ['+a@0', '+b@2', '+X@3', '+cd@4']);
    const ids = doc.ranges().changes?.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids?.length, 'all ids differ');
  });

  it('end when an undo brings the text back', () => {
    const doc = edited('abc');
    doc.tracked('u1', { p: 1, d: 'b' });
    doc.tracked('u1', { p: 1, i: 'b', u: true });
    assert.deepEqual(doc.changes(), []);
    assert.deepEqual(doc.ranges(), {});
  });

  it('move with what is not tracked', () => {
    const doc = edited('abcdef');
    doc.tracked('u1', { p: 2, i: 'XY' });
    doc.tracked('u1', { p: 6, d: 'e' });
    doc.untracked({ p: 0, d: 'ab' });
    doc.untracked({ p: 3, i: '--' });
    assert.deepEqual(doc.changes(), ['+XY@0', '-e@6']);
    doc.untracked({ p: 1, d: 'Yc' });
    assert.deepEqual(doc.changes(), ['+X@0', '-e@4']);
  });

  it('are gone when they are accepted', () => {
    const doc = edited('abc');
    doc.tracked('u1', { p: 0, i: 'x' }, { p: 2, i: 'y' });
    const accepted = withoutChanges(doc.ranges(), [`${seed}000001`, 'unknown']);
    assert.deepEqual(
      accepted.changes?.map(({ id }) => id),
      [`${seed}000002`],
    );
  });

  it('are 2000 at most', () => {
    const doc = edited('ab'.repeat(2001));
    const changes = Array.from({ length: 2001 }, (_, index) => ({ p: 3 * index + 1, i: '-' }));
    assert.throws(() => doc.tracked('u1', ...changes), /more than 2000 tracked changes/);
  });
});

describe('ranges', () => {
  it('of comments leave room for what is typed in them', () => {
    const doc = edited('ab'.repeat(50_000));
    const whole = { p: 0, c: 'ab'.repeat(50_000) };
    for (const t of ['t1', 't2', 't3', 't4', 't5']) doc.untracked({ ...whole, t });
    assert.throws(() => doc.untracked({ ...whole, t: 't6' }), /comments .* more than 512 KiB: delete some/);
    doc.untracked({ p: 1, i: 'typed'.repeat(1000) });
  });

  it('that do not fit the text are refused with their id', () => {
    const ranges: Ranges = { comments: [{ id: 't9', op: { p: 0, c: 'other', t: 't9' }, metadata: {} }] };
    assert.throws(() => rangesAfter(ranges, [], 'text', trackerOf({}, 0)), /Comment t9 .*'other'.*'text'/);
  });
});
