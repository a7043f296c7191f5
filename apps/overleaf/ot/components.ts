/**
 * An operation on a text is a list of components that are applied from left to right. Positions count UTF-16 code units in the whole
 * text, whose lines are joined by `\n`. `u` marks an undo, for tracked changes.
 */
export type Op = Component[];

/** Inserts `i` at `p`. */
export interface Insert {
  p: number;
  i: string;
  u?: true;
}

/** Deletes `d`, the exact text that is there, from `p` on. */
export interface Delete {
  p: number;
  d: string;
  u?: true;
}

/** Says that the text `c` at `p` belongs to the thread `t`; the text itself stays. */
export interface Comment {
  p: number;
  c: string;
  t: string;
}

export type Component = Insert | Delete | Comment;

export const isInsert = (component: Component): component is Insert => 'i' in component;
export const isDelete = (component: Component): component is Delete => 'd' in component;
export const isComment = (component: Component): component is Comment => 'c' in component;

/** Adds a component to an operation: drops one without effect, and merges neighbours of the same kind. Changes the operation. */
export function append(op: Op, component: Component): void {
  if ((isInsert(component) && component.i === '') || (isDelete(component) && component.d === '')) return;
  const last = op.at(-1);
  const merged = last === undefined ? undefined : merge(last, component);
  if (merged === undefined) op.push(component);
  else op[op.length - 1] = merged;
}

/** One component with the effect of two; undefined when there is none. */
function merge(last: Component, next: Component): Component | undefined {
  if (isInsert(last) && isInsert(next)) {
    const at = next.p - last.p;
    if (at < 0 || at > last.i.length) return undefined;
    return { p: last.p, i: last.i.slice(0, at) + next.i + last.i.slice(at) };
  }
  if (isDelete(last) && isDelete(next)) {
    const at = last.p - next.p;
    if (at < 0 || at > next.d.length) return undefined;
    return { p: next.p, d: next.d.slice(0, at) + last.d + next.d.slice(at) };
  }
  return undefined;
}

/** One operation with the effect of two that follow each other. */
export function compose(first: Op, second: Op): Op {
  const composed = first.slice();
  for (const component of second) append(composed, component);
  return composed;
}
