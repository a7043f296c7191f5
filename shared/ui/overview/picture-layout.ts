import type { Box, Picture } from './picture-types.ts';

/** A box with its place, in pixels. */
export interface PlacedBox extends Box {
  x: number;
  y: number;
  width: number;
}

/** A picture with the places of its boxes, by their ids. */
export interface Layout {
  boxes: Map<string, PlacedBox>;
  height: number;
}

/** The height of each box in pixels. */
export const boxHeight = 34;

const [gapX, widestGap, gapY, bandGap, letterWidth, padding, margin] = [12, 48, 22, 44, 7, 26, 4];

/**
 * Places the boxes below each other in bands: the front door, then what it calls, then what those call, and at the bottom stores and
 * brokers. A band has as many rows as its boxes need in this width.
 */
export function layoutOf(picture: Picture, width: number): Layout {
  const boxes = new Map<string, PlacedBox>();
  let y = margin;
  for (const band of bandsOf(picture)) {
    const ordered = inOrderOfCallers(band, picture, boxes);
    for (const row of rowsOf(ordered, width)) {
      const wide = row.reduce((sum, box) => sum + box.width, 0);
      const gap = Math.min(widestGap, (width - 2 * margin - wide) / Math.max(1, row.length - 1));
      let x = (width - wide - gap * (row.length - 1)) / 2;
      for (const box of row) {
        boxes.set(box.id, { ...box, x, y });
        x += box.width + gap;
      }
      y += boxHeight + gapY;
    }
    y += bandGap - gapY;
  }
  return { boxes, height: y - bandGap + margin };
}

/** The boxes in bands from top to bottom. What nothing calls, such as what takes messages or is invoked by an alarm, is in the last of those that serve. */
function bandsOf({ boxes, arrows }: Picture): Box[][] {
  const calls = new Map<string, string[]>();
  for (const { from, to } of arrows) calls.set(from, [...(calls.get(from) ?? []), to]);
  const depths = depthsFrom(boxes.find(({ kind }) => kind === 'front door')?.id ?? '', calls);
  const isKept = ({ kind }: Box): boolean => kind === 'store' || kind === 'broker';
  const serving = boxes.filter((box) => !isKept(box));
  const deepest = Math.max(1, ...serving.map(({ id }) => depths.get(id) ?? 0));
  const bands = Array.from({ length: deepest + 1 }, (_, depth) =>
    serving.filter(({ id }) => (depths.get(id) ?? deepest) === depth),
  );
  return [...bands, boxes.filter(isKept)].filter((band) => band.length > 0);
}

/** The greatest number of calls on the way from `start` to each box; calls that lead back are left out. */
function depthsFrom(start: string, calls: Map<string, string[]>): Map<string, number> {
  const order: string[] = [];
  const seen = new Map<string, 'open' | 'done'>();
  const forward = new Map<string, string[]>();
  const visit = (id: string): void => {
    seen.set(id, 'open');
    const next = (calls.get(id) ?? []).filter((to) => seen.get(to) !== 'open');
    forward.set(id, next);
    for (const to of next) if (!seen.has(to)) visit(to);
    seen.set(id, 'done');
    order.unshift(id);
  };
  visit(start);
  const depths = new Map([[start, 0]]);
  for (const id of order) {
    const depth = depths.get(id) ?? 0;
    for (const to of forward.get(id) ?? []) depths.set(to, Math.max(depths.get(to) ?? 0, depth + 1));
  }
  return depths;
}

/** Sorts the boxes of a band by the middle of what points at them, so that fewer arrows cross. */
function inOrderOfCallers(band: Box[], { arrows }: Picture, placed: Map<string, PlacedBox>): Box[] {
  const middle = (box: Box): number => {
    const at = arrows.flatMap(({ from, to }) => {
      const caller = to === box.id ? placed.get(from) : undefined;
      return caller === undefined ? [] : [caller.x + caller.width / 2];
    });
    return at.reduce((sum, x) => sum + x, 0) / Math.max(1, at.length);
  };
  return band
    .map((box) => ({ box, at: middle(box) }))
    .sort((a, b) => a.at - b.at)
    .map(({ box }) => box);
}

/** As many rows as the boxes need, with about the same number of boxes in each. */
function rowsOf(band: Box[], width: number): (Box & { width: number })[][] {
  const sized = band.map((box) => ({
    ...box,
    width: Math.min(box.title.length * letterWidth + padding, width - 2 * margin),
  }));
  const rows: (typeof sized)[] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const box of sized) {
    if (used + gapX + box.width > width - 2 * margin) {
      rows.push([]);
      used = -gapX;
    }
    rows.at(-1)?.push(box);
    used += gapX + box.width;
  }
  return rows;
}

/** The curve of an arrow from the edge of one box to that of another, and its head, as paths of SVG. */
export function arrowOf(from: PlacedBox, to: PlacedBox): { curve: string; head: string } {
  const [fromX, toX] = [from.x + from.width / 2, to.x + to.width / 2];
  if (from.y === to.y) {
    const [edge, below] = [from.y + boxHeight, from.y + boxHeight + gapY];
    return {
      curve: `M${fromX},${edge} C${fromX},${below} ${toX},${below} ${toX},${edge}`,
      head: headAt(toX, edge, 1),
    };
  }
  const isDown = from.y < to.y;
  const [fromY, toY] = isDown ? [from.y + boxHeight, to.y] : [from.y, to.y + boxHeight];
  const bend = (toY - fromY) / 2;
  return {
    curve: `M${fromX},${fromY} C${fromX},${fromY + bend} ${toX},${toY - bend} ${toX},${toY}`,
    head: headAt(toX, toY, isDown ? -1 : 1),
  };
}

/** A triangle with its tip at a point; `side` is 1 when it comes from below, -1 from above. */
const headAt = (x: number, y: number, side: 1 | -1): string => `M${x},${y} l-4,${side * 8} h8 z`;
