/** A box on a page: `h` and `v` are those of its lower left corner, from the upper left corner of the page. Lengths are in points. */
export interface Box {
  page: number;
  h: number;
  v: number;
  width: number;
  height: number;
}

/** A point on a page, in points from its upper left corner. */
export type Point = Pick<Box, 'page' | 'h' | 'v'>;

/** Pixels of a point, as pdf.js has them for the size in which it draws a page. */
const scaleOf = (page: HTMLElement): number =>
  Number(getComputedStyle(page).getPropertyValue('--scale-factor')) || 1;

/** Where the upper edge of a box is below the beginning of the first page. */
export const placeOf = (page: HTMLElement, { v, height }: Box): number =>
  page.offsetTop + (v - height) * scaleOf(page);

/** Draws boxes over a page, which go away by themselves. They are not in the page, because pdf.js empties pages that it draws. */
export function drawBoxes(page: HTMLElement, boxes: readonly Box[]): void {
  const container = page.offsetParent;
  if (container === null) return;
  for (const old of container.querySelectorAll('.synced')) old.remove();
  const scale = scaleOf(page);
  for (const box of boxes) {
    const drawn = document.createElement('div');
    drawn.className = 'synced';
    drawn.style.top = `${placeOf(page, box)}px`;
    drawn.style.left = `${page.offsetLeft + box.h * scale}px`;
    drawn.style.width = `${box.width * scale}px`;
    drawn.style.height = `${box.height * scale}px`;
    drawn.addEventListener('animationend', () => drawn.remove());
    container.append(drawn);
  }
}

/** The point of a page that is at a place of the window. */
export function pointAt({ clientX, clientY }: { clientX: number; clientY: number }): Point | undefined {
  const page = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('.page');
  if (!page) return undefined;
  const { left, top } = page.getBoundingClientRect();
  const scale = scaleOf(page);
  return {
    page: Number(page.dataset.pageNumber),
    h: Math.max(0, clientX - left) / scale,
    v: Math.max(0, clientY - top) / scale,
  };
}
