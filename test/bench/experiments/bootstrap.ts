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
  const random = xoroshiro128plus(seed);
  const medians = Array.from({ length: resamples }, () =>
    median(values.map(() => values[uniformInt(random, 0, values.length - 1)] ?? Number.NaN)),
  );
  return { value: median(values), low: percentile(medians, 0.025), high: percentile(medians, 0.975) };
}
