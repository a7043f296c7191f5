/** Round values from 0 to `end`, evenly spaced, at most `most` steps of 1, 2 or 5 times a power of ten; `end` and `most` are above 0. */
export function ticksUntil(end: number, most: number): number[] {
  const rough = end / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => Number((i * step).toPrecision(6)));
}
