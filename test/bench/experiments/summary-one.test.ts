import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { estimateText, reportOne } from './report-one.ts';
import type { ResultOne } from './result.ts';
import { summaryOf, wholeOf } from './summary-one.ts';

/** A round in which every request takes `ms`, of which `lost` milliseconds are in no step. */
const roundOf = (ms: number, lost = 0) => ({
  totals: Array.from({ length: 10 }, () => ms),
  steps: [{ Invocation: ms / 2 - lost, Init: 0, Compute: ms / 2, Store: 0, Gateway: 0 }],
  cpu: ms / 4,
});

const resultOf = (columns: Record<string, [ms: number, lost?: number]>): ResultOne => ({
  at: '2026-01-02T03:04:05.000Z',
  machine: { cores: 2, model: 'M', memoryGiB: 8, system: 'linux' },
  node: 'v24.0.0',
  servers: ['Redis'],
  platform: 'the embedded OpenWhisk',
  seed: 1,
  experiment: 'one',
  app: 'robot-shop',
  task: 'SubmitOrder',
  schedule: { rounds: 6, requestsARound: 10, warmUp: 0 },
  columns: Object.entries(columns).map(([name, [ms, lost]]) => ({
    name,
    form: name === 'microservice' || name === 'control' ? 'microservice' : 'serverless',
    rounds: [1, 1.1, 0.9, 1, 1, 1].map((noise) => roundOf(ms * noise, lost)),
  })),
});

describe('experiment one', () => {
  it('compares a form with the other one in the same round, so that noise of a round does not count', () => {
    const { columns, doubt } = summaryOf(resultOf({ microservice: [10], platform: [12], control: [10] }));
    assert.equal(doubt, undefined);
    assert.deepEqual(
      columns.map(({ name, p50, ratio }) => [name, p50, ratio?.value.toFixed(2), ratio?.high.toFixed(2)]),
      [
        ['microservice', 10, undefined, undefined],
        ['platform', 12, '1.20', '1.20'],
        ['control', 10, '1.00', '1.00'],
      ],
    );
  });

  it('draws the steps of usual requests, whatever a few slow ones took', () => {
    const result = resultOf({ microservice: [10], platform: [12], control: [10] });
    for (const { rounds } of result.columns) rounds.push(roundOf(500));
    const { columns } = summaryOf(result);
    assert.deepEqual(
      columns.map(({ steps }) => wholeOf(steps).toFixed(1)),
      ['10.2', '12.2', '10.2'],
    );
  });

  it('says how much longer a form takes', () => {
    const { conclusion } = reportOne(resultOf({ microservice: [10], platform: [12], control: [10] }));
    assert.match(conclusion, /placement platform, the serverless form takes 20 % longer/);
  });

  it('says of each placement whether it shows what the paper says', () => {
    const of = (platform: number, direct: number) =>
      reportOne(resultOf({ microservice: [10], platform: [platform], direct: [direct], control: [10] }));
    assert.match(of(12, 13).paper, /takes longer .* Reproduced with placement platform and direct\.$/);
    assert.match(
      of(12, 8).paper,
      /Reproduced with placement platform\. Not reproduced with placement direct\./,
    );
    assert.match(of(10, 10).conclusion, /^With placement platform and direct, both forms take the same time/);
    const notInThePaper = { ...resultOf({ microservice: [10], control: [10] }), app: 'lab-insurance' };
    assert.match(reportOne(notInThePaper).paper, /has not measured this task/);
  });

  it('concludes nothing when the control is not like the microservice form', () => {
    for (const control of [9.4, 10.6]) {
      const { conclusion } = reportOne(resultOf({ microservice: [10], platform: [12], control: [control] }));
      assert.match(conclusion, /No conclusion: the microservice form beside itself is/);
      assert.doesNotMatch(conclusion, /longer/);
    }
  });

  it('concludes nothing when the steps are not the whole', () => {
    const { doubt } = summaryOf(resultOf({ microservice: [10], platform: [12, 0.5], control: [10] }));
    assert.match(doubt ?? '', /the steps differ from the whole by 4/);
  });

  it('concludes nothing from few rounds, and shows no interval of them', () => {
    const few = resultOf({ microservice: [10], platform: [12], control: [10] });
    for (const { rounds } of few.columns) rounds.pop();
    const { doubt, columns, rounds } = summaryOf(few);
    assert.match(doubt ?? '', /5 rounds are too few/);
    const ratio = columns.find(({ name }) => name === 'control')?.ratio;
    assert.ok(ratio !== undefined);
    assert.equal(estimateText(ratio, rounds), ratio.value.toFixed(2));
  });
});
