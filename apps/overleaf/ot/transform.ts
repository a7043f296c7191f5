import { append, type Component, isComment, isDelete, isInsert, type Op } from './components.ts';

/**
 * Which of two operations on the same text goes first. At equal positions, what the `left` one inserts ends up before what the other
 * one has inserted. The server transforms a new operation as `left` of those that it has applied already.
 */
export type Side = 'left' | 'right';

/** Two concurrent deletions, or a deletion and a comment, that disagree about the text. */
export class TextMismatch extends Error {}

/** Where a position is after another component; `after` moves a position behind an insertion at the same place. */
function positionAfter(p: number, other: Component, after: boolean): number {
  if (isInsert(other)) return other.p < p || (other.p === p && after) ? p + other.i.length : p;
  if (!isDelete(other) || p <= other.p) return p;
  return Math.max(other.p, p - other.d.length);
}

/** Adds to `op` what a component has to be after another one that was applied to the same text. */
export function transformComponent(op: Op, component: Component, other: Component, side: Side): void {
  if (isComment(other)) append(op, component);
  else if (isInsert(component))
    append(op, { ...component, p: positionAfter(component.p, other, side === 'right') });
  else if (isDelete(component)) {
    if (isInsert(other)) deleteAfterInsert(op, component, other);
    else {
      const { p, rest } = withoutShared(component.p, component.d, other);
      append(op, { ...component, p, d: rest });
    }
  } else if (isInsert(other)) {
    const isInside = component.p < other.p && other.p < component.p + component.c.length;
    if (isInside) append(op, { ...component, c: inserted(component.c, other.p - component.p, other.i) });
    else append(op, { ...component, p: positionAfter(component.p, other, true) });
  } else {
    const { p, rest } = withoutShared(component.p, component.c, other);
    append(op, { ...component, p, c: rest });
  }
}

const inserted = (text: string, at: number, more: string): string =>
  text.slice(0, at) + more + text.slice(at);

/** What another user has inserted into the text that a deletion removes stays, so the deletion may become two. */
function deleteAfterInsert(
  op: Op,
  component: Extract<Component, { d: string }>,
  other: Extract<Component, { i: string }>,
): void {
  const before = component.d.slice(0, Math.max(0, other.p - component.p));
  const rest = component.d.slice(before.length);
  append(op, { ...component, d: before });
  append(op, { ...component, p: component.p + other.i.length, d: rest });
}

/** The part of a text at `p` that a deletion has left, and its place. Throws when the two disagree about the shared part. */
function withoutShared(
  p: number,
  text: string,
  other: Extract<Component, { d: string }>,
): { p: number; rest: string } {
  const from = Math.max(p, other.p);
  const to = Math.min(p + text.length, other.p + other.d.length);
  const place = positionAfter(p, other, false);
  if (from >= to) return { p: place, rest: text };
  if (text.slice(from - p, to - p) !== other.d.slice(from - other.p, to - other.p))
    throw new TextMismatch('Delete ops delete different text in the same region of the document');
  return { p: place, rest: text.slice(0, from - p) + text.slice(to - p) };
}

/** Two operations on the same text, each as it has to be after the other one. */
function transformBoth(left: Op, right: Op): { left: Op; right: Op } {
  let transformedLeft = left;
  const transformedRight: Op = [];
  for (const component of right) {
    const passed = passThrough(transformedLeft, component);
    transformedLeft = passed.left;
    for (const each of passed.right) append(transformedRight, each);
  }
  return { left: transformedLeft, right: transformedRight };
}

/** Runs one component of the right operation through the left one, which may split it. */
function passThrough(left: Op, component: Component): { left: Op; right: Op } {
  const passedLeft: Op = [];
  let passing: Op = [component];
  for (const [index, each] of left.entries()) {
    const [only, more] = passing;
    if (only === undefined || more !== undefined) {
      const rest = left.slice(index);
      const both = only === undefined ? { left: rest, right: [] } : transformBoth(rest, passing);
      for (const transformed of both.left) append(passedLeft, transformed);
      return { left: passedLeft, right: both.right };
    }
    const next: Op = [];
    transformComponent(passedLeft, each, only, 'left');
    transformComponent(next, only, each, 'right');
    passing = next;
  }
  return { left: passedLeft, right: passing };
}

/** An operation as it has to be after another one that was applied to the same text. */
export function transform(op: Op, other: Op, side: Side): Op {
  const [component, more] = op;
  const [single, others] = other;
  if (component !== undefined && more === undefined && single !== undefined && others === undefined) {
    const transformed: Op = [];
    transformComponent(transformed, component, single, side);
    return transformed;
  }
  return side === 'left' ? transformBoth(op, other).left : transformBoth(other, op).right;
}
