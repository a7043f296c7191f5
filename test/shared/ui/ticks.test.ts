import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ticksUntil } from '#shared/ui/overview/ticks';

for (const [end, most, ticks] of [
  [171, 3, [0, 100]],
  [171, 4, [0, 50, 100, 150]],
  [1.7, 6, [0, 0.5, 1, 1.5]],
  [0.9, 3, [0, 0.5]],
  [20_000, 5, [0, 5000, 10_000, 15_000, 20_000]],
] as const)
  it(`marks a scale until ${end} in at most ${most} steps`, () => {
    assert.deepEqual(ticksUntil(end, most), ticks);
  });
