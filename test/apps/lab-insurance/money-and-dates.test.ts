import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Decimal } from 'decimal.js';
import { addDays, date, daysIn } from '#apps/lab-insurance/dates';
import { cents, euros, euroText } from '#apps/lab-insurance/money';

describe('money', () => {
  it('rounds half up where binary numbers would not', () => {
    assert.equal(cents('1.005'), 101);
    assert.equal(cents('15.475'), 1548);
    assert.equal(cents('-1.005'), -101);
    assert.equal(cents(new Decimal('0.1').plus('0.2')), 30);
  });

  it('keeps every cent on the way to JSON and back, up to 13 digits', () => {
    for (const amount of [0, 1, 10, 4167, 37_200, 999_999_999_999_999])
      assert.equal(cents(euros(amount)), amount);
  });

  it('shows two decimals in texts and as many as needed in JSON', () => {
    assert.equal(euroText(2600), '26.00');
    assert.equal(JSON.stringify(euros(2600)), '26');
    assert.equal(JSON.stringify(euros(4167)), '41.67');
  });
});

describe('dates', () => {
  it('are taken as text and as the array of the original', () => {
    assert.equal(date.parse('2031-12-31'), '2031-12-31');
    assert.equal(date.parse([2031, 1, 9]), '2031-01-09');
  });

  for (const wrong of ['2031-02-30', '31.12.2031', 'abc', '', null, 5, [2031, 13, 1], [2031, 1]]) {
    it(`are refused: ${JSON.stringify(wrong)}`, () => assert.equal(date.safeParse(wrong).success, false));
  }

  it('count days over leap years and months, both ends included', () => {
    assert.equal(daysIn('2024-01-01', '2024-12-31'), 366);
    assert.equal(daysIn('2025-03-01', '2025-03-01'), 1);
    assert.equal(addDays('2024-02-28', 2), '2024-03-01');
    assert.equal(addDays('2025-01-01', -1), '2024-12-31');
  });
});
