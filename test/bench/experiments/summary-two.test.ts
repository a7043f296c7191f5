import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { besidePaperTwo } from './paper.ts';
import type { ResultTwo, Run, Second } from './result.ts';
import { costsOf, dayOf, quotientsOf, saturationOf, spreadText, summariesOf } from './summary-two.ts';

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

const runOf = (
  name: string,
  seconds: Second[],
  billedGbSeconds?: number,
  ramp: Run['ramp'] = 'closed',
): Run => ({
  name,
  form: name === 'microservice' ? 'microservice' : 'serverless',
  ramp,
  step: 10,
  seconds,
  afterwards: { seconds: 2, cpuSeconds: 3 },
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
    runOf('platform', [secondOf(10)], 0.5, 'single'),
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
        ['platform', [10]],
      ],
    );
  });

  it('counts the CPU time of the work that is left when all have responses', () => {
    const alone = summariesOf(result).find(({ ramp }) => ramp === 'single');
    assert.deepEqual([alone?.cpuMs, alone?.afterwards], [400, [2]]);
  });

  it('finds the rates at which both forms cost the same', () => {
    const [cost] = costsOf(result);
    assert.ok(cost !== undefined);
    assert.deepEqual(cost.billed, { alone: 0.05, saturated: 0.1 });
    assert.deepEqual(cost.crossing, { alone: 40, saturated: 20 });
    for (const kind of ['alone', 'saturated'] as const) {
      const { microservice, serverless } = dayOf(cost, cost.crossing[kind]);
      assert.equal(Math.round(microservice), Math.round(serverless[kind]));
      assert.ok(dayOf(cost, 1).serverless[kind] < microservice);
      assert.ok(dayOf(cost, 100).serverless[kind] > microservice);
    }
  });

  it('says how far a quotient of several runs spreads', () => {
    const quotient = quotientsOf([10, 20], [5, 10]);
    assert.deepEqual(quotient, { median: 2, least: 1, greatest: 4 });
    assert.equal(spreadText(quotient), '2.00 (1.00 to 4.00)');
  });

  it('says whether it shows what the paper says of the task', () => {
    assert.match(
      besidePaperTwo({ ...result, app: 'overleaf' }),
      /80, which is 4.15 times as many.* 1.25 \(1.25 to 1.25\) times the saturation .*: reproduced\.$/,
    );
    assert.match(
      besidePaperTwo(result),
      /0.45 times as long.* 1.00 \(.*\) times the greatest p50 .*: not reproduced\.$/,
    );
    assert.match(besidePaperTwo({ ...result, app: 'social-network' }), /has not measured this task/);
  });
});
