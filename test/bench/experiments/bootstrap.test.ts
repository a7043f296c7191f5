import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { medianWithInterval, quotientWithInterval } from './bootstrap.ts';

describe('the interval of a median', () => {
  const values = [0.9, 1, 1, 1.1, 1.2, 0.95, 1.05, 1.3, 0.8, 1];

  it('contains the median, lies within the values, and is the same for the same seed', () => {
    const { value, low, high } = medianWithInterval(values, 1);
    assert.equal(value, 1);
    assert.ok(low <= value && value <= high);
    assert.ok(low >= 0.8 && high <= 1.3);
    assert.deepEqual(medianWithInterval(values, 1), { value, low, high });
  });

  it('is narrower when there are more values', () => {
    const many = Array.from({ length: 30 }, () => values).flat();
    const width = (all: number[]): number => {
      const { low, high } = medianWithInterval(all, 7);
      return high - low;
    };
    assert.ok(width(many) < width(values));
  });

  it('of a quotient contains it, and spreads with the values of both', () => {
    const twice = values.map((value) => 2 * value);
    const { value, low, high } = quotientWithInterval(twice, values, 1);
    assert.equal(value, 2);
    assert.ok(low < 2 && high > 2);
    const steady = quotientWithInterval(twice, [1, 1, 1], 1);
    assert.ok(steady.high - steady.low < high - low);
  });
});
