import { isComment, isDelete, isInsert, type Op } from './components.ts';

/** A component that does not fit the text. The words are part of the protocol: clients receive them. */
export class InvalidOp extends Error {}

/** The text after an operation. Throws `InvalidOp` when a deletion or a comment names another text than the one that is there. */
export function apply(text: string, op: Op): string {
  let result = text;
  for (const component of op) {
    const { p } = component;
    if (isInsert(component)) result = result.slice(0, p) + component.i + result.slice(p);
    else if (isDelete(component)) {
      const found = result.slice(p, p + component.d.length);
      if (found !== component.d)
        throw new InvalidOp(`Delete component '${component.d}' does not match deleted text '${found}'`);
      result = result.slice(0, p) + result.slice(p + component.d.length);
    } else if (isComment(component)) {
      const found = result.slice(p, p + component.c.length);
      if (found !== component.c)
        throw new InvalidOp(`Comment component '${component.c}' does not match commented text '${found}'`);
    }
  }
  return result;
}
