import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { median, percentile } from '#shared/statistics';

/** An estimate with the interval that contains it in 95 of 100 repetitions of the experiment. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

const resamples = 2000;

/** The median of the values with its bootstrap percentile interval; the same seed leads to the same interval. */
export function medianWithInterval(values: readonly number[], seed: number): Estimate {
  const again = resampling(seed);
  return estimateOf(median(values), () => median(again(values)));
}

/** The quotient of the median of the values and that of others, which were measured apart, with its interval likewise. */
export function quotientWithInterval(
  values: readonly number[],
  others: readonly number[],
  seed: number,
): Estimate {
  const again = resampling(seed);
  return estimateOf(median(values) / median(others), () => median(again(values)) / median(again(others)));
}

/** Draws as many of the values as there are, each perhaps several times. */
function resampling(seed: number): (values: readonly number[]) => number[] {
  const random = xoroshiro128plus(seed);
  return (values) => values.map(() => values[uniformInt(random, 0, values.length - 1)] ?? Number.NaN);
}

function estimateOf(value: number, again: () => number): Estimate {
  const values = Array.from({ length: resamples }, again);
  return { value, low: percentile(values, 0.025), high: percentile(values, 0.975) };
}
