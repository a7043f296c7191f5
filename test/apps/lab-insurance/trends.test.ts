import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { agentsSalesQuery, totalSalesQuery, trendsQuery } from '#apps/lab-insurance/dashboard/sales';
import { demoPolicies } from '#apps/lab-insurance/dashboard/seeds';
import { addDays } from '#apps/lab-insurance/dates';
import { parse } from '#shared/parse';

const period = { saleDateFrom: '2019-01-01', saleDateTo: '2019-03-31' };

describe('a question about sales', () => {
  const wrong: [what: string, question: () => unknown, message: RegExp][] = [
    ['no days', () => parse(totalSalesQuery, {}, 'body'), /saleDateFrom: .*; saleDateTo: /],
    ['no first day', () => parse(agentsSalesQuery, { saleDateTo: '2019-01-01' }, 'body'), /^saleDateFrom: /],
    ['no last day', () => parse(agentsSalesQuery, { saleDateFrom: '2019-01-01' }, 'body'), /^saleDateTo: /],
    ['what is no day', () => parse(totalSalesQuery, { ...period, saleDateTo: 'y' }, 'body'), /^saleDateTo: /],
    [
      'a day that there is not',
      () => parse(totalSalesQuery, { ...period, saleDateTo: '2019-02-29' }, 'body'),
      /./,
    ],
    [
      'no unit',
      () => parse(trendsQuery, period, 'body'),
      /aggregationUnitCode: must be DAY, WEEK, MONTH or YEAR/,
    ],
    [
      'another unit',
      () => parse(trendsQuery, { ...period, aggregationUnitCode: 'QUARTER' }, 'body'),
      /must be DAY/,
    ],
    [
      'a small unit',
      () => parse(trendsQuery, { ...period, aggregationUnitCode: 'day' }, 'body'),
      /must be DAY/,
    ],
    ['a list', () => parse(totalSalesQuery, [], 'body'), /./],
  ];
  for (const [what, question, message] of wrong)
    it(`is refused with ${what}`, () => assert.throws(question, { kind: 'invalid', message }));

  it('may name a product and an agent, and days as numbers', () => {
    const given = {
      saleDateFrom: [2019, 1, 1],
      saleDateTo: [2019, 3, 31],
      productCode: 'TRI',
      agentLogin: 'admin',
    };
    assert.deepEqual(parse(agentsSalesQuery, { ...given, more: 1 }, 'body'), {
      ...period,
      productCode: 'TRI',
      agentLogin: 'admin',
    });
    assert.equal(parse(totalSalesQuery, { ...period, productCode: null }, 'body').productCode, null);
  });
});

describe('the demo policies', () => {
  for (const day of ['2026-11-24', '2024-02-29', '2025-02-28', '2024-12-31', '2023-03-01'])
    it(`of the twelve months before ${day} are a year of sales, the same each time`, () => {
      const policies = demoPolicies(day);
      assert.deepEqual(demoPolicies(day), policies);
      assert.equal(new Set(policies.map(({ number }) => number)).size, policies.length);
      const days = policies.map(({ from }) => from).sort();
      assert.ok(
        (days[0] ?? '') < addDays(day, -364) && (days.at(-1) ?? '') <= day,
        `${days[0]} to ${days.at(-1)}`,
      );
      const sold = (product: string, month: string) =>
        policies.filter(({ productCode, from }) => productCode === product && from.slice(5, 7) === month)
          .length;
      assert.ok(sold('TRI', '07') > 1.5 * sold('TRI', '10'), 'people travel in summer');
      assert.ok(sold('FAI', '04') > 1.5 * sold('FAI', '11'), 'farms insure in spring');
      for (const [agent, least] of [
        ['admin', 50],
        ['jimmy.solid', 200],
      ] as const)
        assert.ok(policies.filter(({ agentLogin }) => agentLogin === agent).length > least, agent);
    });

  it('are one of each product by each agent at first, as in the recordings', () => {
    const [first] = demoPolicies('2026-11-24');
    assert.deepEqual(first, {
      number: '2025/11/24/0/0/0',
      from: '2025-11-24',
      to: '2026-11-23',
      productCode: 'TRI',
      agentLogin: 'jimmy.solid',
      policyHolder: 'Mike Smith',
      totalPremium: 1000,
    });
    const firstDay = demoPolicies('2026-11-24').slice(0, 20);
    assert.equal(
      new Set(firstDay.map(({ productCode, agentLogin }) => `${productCode} ${agentLogin}`)).size,
      20,
    );
  });
});
