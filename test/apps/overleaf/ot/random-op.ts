import { apply } from '#apps/overleaf/ot/apply';
import type { Component, Op } from '#apps/overleaf/ot/components';

/** A random whole number below a bound. */
export type Random = (below: number) => number;

const letters = 'abcdefghij\n';

function randomComponent(text: string, random: Random): Component {
  const p = random(text.length + 1);
  const length = 1 + random(Math.min(4, text.length - p + 1));
  const part = text.slice(p, p + length);
  const kind = part === '' ? 0 : random(5);
  if (kind < 2) return { p, i: Array.from({ length }, () => letters[random(letters.length)]).join('') };
  return kind < 4 ? { p, d: part } : { p, c: part, t: `thread${random(3)}` };
}

/** A random operation of at most four components on a text. */
export function randomOp(text: string, random: Random): Op {
  const op: Op = [];
  let now = text;
  for (let left = 1 + random(4); left > 0; left--) {
    const component = randomComponent(now, random);
    op.push(component);
    now = apply(now, [component]);
  }
  return op;
}
