/** What the waterfalls of a page show, in pixels. */
export interface Drawn {
  texts: string[];
  axis: { x: number; width: number };
  /** Where the marks of the axis are. */
  lines: number[];
  bars: { x: number; width: number }[];
  /** Texts that touch another one. */
  overlaps: string[];
}

/** Reads in a page what its waterfalls show: an array of `Drawn`. */
export const readWaterfalls = `[...document.querySelectorAll('.waterfall')].map((table) => {
  const boxes = (selector) => [...table.querySelectorAll(selector)].map((each) => each.getBoundingClientRect());
  const texts = [...table.querySelectorAll('.time-axis text')];
  const shown = [...texts, ...table.querySelectorAll('tbody :is(th, td.number)')];
  const overlaps = shown.flatMap((one, at) => shown.slice(at + 1).filter((other) => {
    const [a, b] = [one, other].map((each) => {
      const range = document.createRange();
      range.selectNodeContents(each);
      return range.getBoundingClientRect();
    });
    return a.left < b.right && b.left < a.right && a.top < b.bottom - 2 && b.top < a.bottom - 2;
  }).map((other) => one.textContent + ' / ' + other.textContent));
  return {
    texts: texts.map(({ textContent }) => textContent.trim()),
    axis: boxes('.time-axis')[0].toJSON(),
    lines: boxes('.time-axis line').map(({ left }) => left),
    bars: boxes('.step.compute').map((box) => box.toJSON()),
    overlaps,
  };
})`;
