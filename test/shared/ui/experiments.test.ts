import assert from 'node:assert/strict';
import { it } from 'node:test';
import { drawnSeconds } from '#shared/ui/experiments/drawn-seconds';
import { timeLeft } from '#shared/ui/experiments/time-left';
import type { RampSecond, TimedPart } from '#shared/ui/experiments/types';

const secondOf = (run: number, second: number, load: number, answered: number): RampSecond => ({
  ...{ kind: 'second', name: 'platform', form: 'serverless', ramp: 'open', run, second, load, answered },
  ...{ failed: 0, p50: answered === 0 ? null : 5, p99: null },
});

it('draws a stall within a ramp, but neither what comes after it nor what has not ended', () => {
  const first = [secondOf(0, 1, 10, 9), secondOf(0, 2, 20, 0), secondOf(0, 3, 30, 50), secondOf(0, 4, 0, 7)];
  const second = [secondOf(1, 1, 10, 9), secondOf(1, 2, 20, 0)];
  assert.deepEqual(drawnSeconds([...first, ...second]), [...first.slice(0, 3), ...second.slice(0, 1)]);
});

const partOf = (done: number, at: number): TimedPart => ({ kind: 'part', doing: '', done, of: 40, at });

it('tells how long a run still takes once it has a pace', () => {
  assert.equal(timeLeft(undefined, undefined), undefined);
  assert.equal(timeLeft(partOf(1, 0), partOf(3, 20_000)), undefined);
  assert.match(
    timeLeft(partOf(1, 0), partOf(4, 30_000)) ?? '',
    /^4 of 40 parts are measured; about 6 min left/,
  );
  assert.match(timeLeft(partOf(1, 0), partOf(38, 370_000)) ?? '', /; less than a minute left/);
});
