import { isInsert } from '../ot/components.ts';
import type { Update } from './update.ts';

type Meta = Update['meta'];

/** A piece of a text that shows changes: `u` unchanged, `i` inserted, `d` deleted. */
export type Part = { u: string } | { i: string; meta: Meta } | { d: string; meta: Meta };

/** The text of a piece that is there after the changes. */
function present(part: Part): string {
  if ('u' in part) return part.u;
  return 'i' in part ? part.i : '';
}

/** Shows what updates have changed in a text, neighbours of one user together. Text that was inserted and deleted again is left out. */
export function partsOf(text: string, updates: Update[]): Part[] {
  let parts: Part[] = [{ u: text }];
  for (const { op, meta } of updates)
    for (const component of op) {
      const [before, after] = splitAt(parts, component.p);
      if (isInsert(component)) parts = [...before, { i: component.i, meta }, ...after];
      else if ('d' in component) parts = [...before, ...deleted(after, component.d.length, meta)];
    }
  return united(parts.filter((part) => !('u' in part) || part.u !== '' || parts.length === 1));
}

/** Divides pieces at a place of the text that is there. */
function splitAt(parts: Part[], place: number): [before: Part[], after: Part[]] {
  let left = place;
  for (const [index, part] of parts.entries()) {
    const text = present(part);
    if (left > text.length || (left > 0 && left === text.length)) {
      left -= text.length;
      if (left === 0) return [parts.slice(0, index + 1), parts.slice(index + 1)];
      continue;
    }
    if (left === 0) return [parts.slice(0, index), parts.slice(index)];
    return [
      [...parts.slice(0, index), withText(part, text.slice(0, left))],
      [withText(part, text.slice(left)), ...parts.slice(index + 1)],
    ];
  }
  return [parts, []];
}

function withText(part: Part, text: string): Part {
  if ('u' in part) return { u: text };
  return 'i' in part ? { i: text, meta: part.meta } : part;
}

/** Pieces whose first `length` units are deleted. */
function deleted(parts: Part[], length: number, meta: Meta): Part[] {
  const [affected, rest] = splitAt(parts, length);
  const remaining = affected.flatMap((part): Part[] => {
    if ('u' in part) return part.u === '' ? [] : [{ d: part.u, meta }];
    return 'd' in part || part.i === '' ? [part] : [];
  });
  return [...remaining, ...rest];
}

function united(parts: Part[]): Part[] {
  const all: Part[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    const merged = last === undefined ? undefined : unite(last, part);
    if (merged === undefined) all.push(part);
    else all[all.length - 1] = merged;
  }
  return all;
}

function unite(first: Part, second: Part): Part | undefined {
  if ('u' in first || 'u' in second)
    return 'u' in first && 'u' in second ? { u: first.u + second.u } : undefined;
  if (first.meta.user_id !== second.meta.user_id) return undefined;
  const meta = {
    ...first.meta,
    start_ts: Math.min(first.meta.start_ts, second.meta.start_ts),
    end_ts: Math.max(first.meta.end_ts, second.meta.end_ts),
  };
  if ('i' in first && 'i' in second) return { i: first.i + second.i, meta };
  return 'd' in first && 'd' in second ? { d: first.d + second.d, meta } : undefined;
}
