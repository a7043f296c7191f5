import { isInsert } from '../ot/components.ts';
import type { Update } from './update.ts';

/** The text before some updates that follow each other, of the text after them. Throws an error when they do not fit it. */
export function rewind(text: string, updates: Update[]): string {
  let before = text;
  for (const { op, v } of updates.toReversed())
    for (const component of op.toReversed()) {
      const { p } = component;
      if (isInsert(component)) {
        const end = p + component.i.length;
        if (before.slice(p, end) !== component.i)
          throw new Error(`the history does not fit the document: version ${v} inserts another text`);
        before = before.slice(0, p) + before.slice(end);
      } else if ('d' in component) before = before.slice(0, p) + component.d + before.slice(p);
    }
  return before;
}
