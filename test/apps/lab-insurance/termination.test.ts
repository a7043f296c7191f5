import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LabError, statusOfCode } from '#apps/lab-insurance/errors';
import { cents, euros } from '#apps/lab-insurance/money';
import { terminatedOn } from '#apps/lab-insurance/policy/termination';
import type { Version } from '#apps/lab-insurance/policy/version';

const version = (from: string, to: string, prices: number[]): Version => ({
  policy_number: 'p',
  version_number: 1,
  product_code: 'HSI',
  first_name: 'Ada',
  last_name: 'Byron',
  tax_id: '1',
  cover_from: from,
  cover_to: to,
  version_from: from,
  version_to: to,
  total_premium: prices.reduce((sum, price) => sum + cents(price), 0),
  covers: prices.map((price, index) => ({ code: `C${index + 1}`, price: cents(price) })),
});

/** The table of the original's description, and what was seen on the running original. */
const rows: [from: string, to: string, on: string, prices: number[], after: number[], premium: number][] = [
  ['2024-01-01', '2024-12-31', '2024-06-30', [118.75, 23.75, 30], [59.05, 11.81, 14.92], 85.78],
  ['2025-03-01', '2025-03-10', '2025-03-04', [26, 52, 20], [10.4, 20.8, 8], 39.2],
  ['2025-03-01', '2026-02-28', '2025-03-01', [26, 52, 20], [0.07, 0.14, 0.05], 0.26],
  ['2025-03-01', '2025-03-30', '2025-03-11', [118.75, 23.75, 30], [43.54, 8.71, 11], 63.25],
  ['2025-03-01', '2025-03-01', '2025-03-01', [26, 52, 20], [26, 52, 20], 98],
];

describe('the termination of a policy', () => {
  for (const [from, to, on, prices, after, premium] of rows) {
    it(`of ${from} to ${to} on ${on} costs ${premium}`, () => {
      const ended = terminatedOn(on, version(from, to, prices));
      assert.deepEqual(
        ended.covers.map(({ price }) => euros(price)),
        after,
      );
      assert.equal(euros(ended.total_premium), premium);
      assert.equal(ended.version_number, 2);
      assert.equal(ended.cover_to, on);
      assert.equal(ended.version_to, to);
    });
  }

  it('a second time on the same day changes no price', () => {
    const once = terminatedOn('2025-03-04', version('2025-03-01', '2025-03-10', [26, 52, 20]));
    const twice = terminatedOn('2025-03-04', once);
    assert.deepEqual(twice.covers, once.covers);
    assert.equal(twice.version_from, '2025-03-05');
  });

  for (const on of ['2025-02-28', '2025-03-11']) {
    it(`is refused on ${on}, a day without cover, and says on which days it is possible`, () => {
      assert.throws(
        () => terminatedOn(on, version('2025-03-01', '2025-03-10', [26])),
        (error) =>
          error instanceof LabError &&
          error.code === 'TERMINATION_DATE_OUTSIDE_VALIDITY_PERIOD' &&
          statusOfCode(error.code) === 422 &&
          error.message.includes('2025-03-01 to 2025-03-10'),
      );
    });
  }
});
