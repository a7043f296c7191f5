import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { closedRamp, oneClient, openRamp, stockOf, timesOf } from './ramp.ts';

const measurement = { began: [0, 0] as [number, number], totalMs: 0, traceId: '' };
const { signal } = new AbortController();

describe('an open ramp', () => {
  it('sends at equal distances, more in each second', () => {
    assert.deepEqual(timesOf(2, 2), [0, 500, 1000, 1250, 1500, 1750]);
  });

  it('counts a stall for all requests that it delays', async () => {
    // One second in which nothing is answered.
    const stall = delay(1000);
    const next = async () => async () => {
      await stall;
      return measurement;
    };
    const sent = await openRamp(next, { step: 10, seconds: 1, signal });
    const latencies = sent.map(({ at, end }) => end - at).sort((a, b) => b - a);
    assert.equal(sent.length, 10);
    assert.ok((latencies[0] ?? 0) > 900 && (latencies[4] ?? 0) > 400, latencies.join());
  });
});

describe('one client', () => {
  it('sends one request after the other until the time is over', async () => {
    let now = 0;
    const next = async () => async () => {
      now += 1;
      assert.equal(now, 1);
      await delay(20);
      now -= 1;
      return measurement;
    };
    const sent = await oneClient(next, { step: 0, seconds: 1, signal });
    assert.ok(sent.length > 10 && sent.every(({ error }) => error === undefined));
    assert.ok((sent.at(-1)?.end ?? 0) >= 980);
  });
});

describe('a closed ramp', () => {
  it('lets clients join, each with one request at a time', async () => {
    let now = 0;
    let most = 0;
    const next = async () => async () => {
      now += 1;
      most = Math.max(most, now);
      await delay(20);
      now -= 1;
      return measurement;
    };
    const sent = await closedRamp(next, { step: 3, seconds: 2, signal });
    assert.equal(most, 6);
    assert.ok(sent.every(({ end, at, error }) => end > at && error === undefined));
  });

  it('keeps what failed, with its reason, and goes on', async () => {
    const next = async () => async () => {
      await delay(50);
      throw new Error('busy');
    };
    const sent = await closedRamp(next, { step: 1, seconds: 1, signal });
    assert.ok(sent.length > 1);
    assert.ok(sent.every(({ error }) => error === 'busy'));
  });

  it('ends when the prepared requests are used up', async () => {
    const next = await stockOf({ prepare: async () => async () => measurement }, 5);
    assert.equal((await closedRamp(next, { step: 2, seconds: 1, signal })).length, 5);
  });
});
