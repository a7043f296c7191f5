import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ResultTwo, Run, Second } from './result.ts';
import { costsOf, dayOf, saturationOf, summariesOf } from './summary-two.ts';

const secondOf = (answered: number, p99 = 10): Second => ({
  load: 1,
  answered,
  failed: 0,
  p50: 5,
  p95: 8,
  p99,
  cores: 1,
  memoryMb: 100,
  instances: 3,
});

const runOf = (name: string, seconds: Second[], billedGbSeconds?: number): Run => ({
  name,
  form: name === 'microservice' ? 'microservice' : 'serverless',
  ramp: 'closed',
  step: 10,
  seconds,
  lost: 0,
  errors: {},
  ...(billedGbSeconds !== undefined && { billedGbSeconds }),
});

const result: ResultTwo = {
  at: '2026-01-02T03:04:05.000Z',
  machine: { cores: 2, model: 'M', memoryGiB: 8, system: 'linux' },
  node: 'v24.0.0',
  servers: [],
  platform: 'the embedded OpenWhisk',
  seed: 1,
  experiment: 'two',
  app: 'robot-shop',
  task: 'SubmitOrder',
  reservedGb: { microservice: 2.25, serverless: 0.25 },
  runs: [
    runOf('microservice', [secondOf(10), secondOf(30, 150), secondOf(40, 300)]),
    runOf('platform', [secondOf(20), secondOf(60, 90), secondOf(20, 300)], 10),
  ],
};

describe('experiment two', () => {
  it('averages saturation over ten seconds, so that a burst does not count', () => {
    const seconds = [0, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 0, 70].map((each) => secondOf(each));
    assert.equal(saturationOf({ seconds }), 23);
    assert.equal(saturationOf({ seconds: [] }), 0);
  });

  it('knows the load up to which 99 of 100 responses are in time', () => {
    assert.deepEqual(
      summariesOf(result).map(({ name, withinSlo }) => [name, withinSlo]),
      [
        ['microservice', [10]],
        ['platform', [60]],
      ],
    );
  });

  it('finds the rate at which both forms cost the same', () => {
    const [cost] = costsOf(result);
    assert.ok(cost !== undefined);
    assert.equal(cost.billed, 0.1);
    assert.equal(cost.crossing, 20);
    const { microservice, serverless } = dayOf(cost, cost.crossing);
    assert.equal(Math.round(microservice), Math.round(serverless));
    assert.ok(dayOf(cost, 1).serverless < microservice);
    assert.ok(dayOf(cost, 100).serverless > microservice);
  });
});
