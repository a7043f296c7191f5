// The statistics of LAB Insurance are sums of what each policy costs, whatever that is.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SoldPolicy } from '#apps/lab-insurance/dashboard/policies';
import type * as Statistics from '#apps/lab-insurance/dashboard/sales';
import { schema } from '#apps/lab-insurance/dashboard/schema';
import { addDays } from '#apps/lab-insurance/dates';
import { cents, euros, sum } from '#apps/lab-insurance/money';
import { valuesOf } from '#apps/lab-insurance/pricing/answers';
import { calculate } from '#apps/lab-insurance/pricing/calculate';
import { tariffs } from '#apps/lab-insurance/pricing/seeds';
import { createTables, type Database } from '#shared/sql/database';
import { ownDatabase } from '#test/harness/databases';
import { randomFrom } from '#test/harness/random';
import { drawOrder } from '#test/lab-insurance/orders';

const sales = 5000;
const agents = ['jimmy.solid', 'danny.solid', 'admin', undefined];
const first = '2031-01-01';
const period = { saleDateFrom: first, saleDateTo: '2033-01-01' };
const skip = !process.env.POSTGRES_URL && 'needs PostgreSQL: npm test -- state';

/** A policy with a random price, and the prices of its covers in cents. */
function drawPolicy(random: () => number, index: number): { policy: SoldPolicy; covers: number[] } {
  const { productCode, selectedCovers, answers } = drawOrder(random);
  const tariff = tariffs.find(({ code }) => code === productCode);
  assert.ok(tariff);
  const { totalPrice, coversPrices } = calculate(tariff, selectedCovers, valuesOf(answers));
  const from = addDays(first, Math.floor(random() * 700));
  const agentLogin = agents[Math.floor(random() * agents.length)];
  const policy = {
    ...{ number: `P${index}`, from, to: addDays(from, 364), policyHolder: 'Ada Byron', productCode },
    totalPremium: euros(totalPrice),
    ...(agentLogin === undefined ? {} : { agentLogin }),
  };
  return { policy, covers: [...coversPrices.values()] };
}

describe('statistics of sales', { skip }, () => {
  const start = Number(process.env.SALES_SEED ?? Math.floor(Math.random() * 2 ** 32));
  const random = randomFrom(start);
  const sold = Array.from({ length: sales }, (_none, index) => drawPolicy(random, index));
  let own: Awaited<ReturnType<typeof ownDatabase>>;
  let database: Database;
  let statistics: typeof Statistics;

  before(async () => {
    own = await ownDatabase();
    process.env.DATABASE_URL = own.url;
    ({ database } = await import('#apps/lab-insurance/dashboard/database'));
    statistics = await import('#apps/lab-insurance/dashboard/sales');
    const { countPolicies } = await import('#apps/lab-insurance/dashboard/policies');
    await createTables(database, schema);
    await database.transaction((statements) =>
      countPolicies(
        statements,
        sold.map(({ policy }) => policy),
      ),
    );
  });
  after(async () => {
    await database.close();
    await own.remove();
  });

  /** What the covers of all policies cost that have the same name, by this name. */
  function coversBy(nameOf: (policy: SoldPolicy) => string | undefined): Record<string, Statistics.Sales> {
    const names = new Set(sold.flatMap(({ policy }) => nameOf(policy) ?? []));
    const salesOf = (name: string): Statistics.Sales => {
      const some = sold.filter(({ policy }) => nameOf(policy) === name);
      return { policiesCount: some.length, premiumAmount: euros(sum(some.flatMap(({ covers }) => covers))) };
    };
    return Object.fromEntries([...names].map((name) => [name, salesOf(name)]));
  }
  const premium = (all: Statistics.Sales[]) => sum(all.map(({ premiumAmount }) => cents(premiumAmount)));
  const seed = `SALES_SEED=${start}`;

  it('by product are the sums of the covers, and the total is the sum of the products', async (context) => {
    context.diagnostic(seed);
    const { total, perProductTotal } = await statistics.totalSales(period);
    assert.deepEqual(
      perProductTotal,
      coversBy(({ productCode }) => productCode),
      seed,
    );
    const all = sum(sold.flatMap(({ covers }) => covers));
    assert.deepEqual(total, { policiesCount: sales, premiumAmount: euros(all) }, seed);
    assert.equal(premium(Object.values(perProductTotal)), all, seed);
  });

  it('by agent are the sums of the covers', async () => {
    const { perAgentTotal } = await statistics.agentsSales(period);
    assert.deepEqual(
      perAgentTotal,
      coversBy(({ agentLogin }) => agentLogin),
      seed,
    );
  });

  for (const [unit, letters] of [
    ['DAY', 10],
    ['MONTH', 7],
    ['YEAR', 4],
  ] as const)
    it(`by ${unit.toLowerCase()} are the sums of the covers`, async () => {
      const { periodSales } = await statistics.trends({ ...period, aggregationUnitCode: unit });
      const found = periodSales
        .filter(({ policiesCount }) => policiesCount > 0)
        .map(({ periodDate, policiesCount, premiumAmount }) => [
          periodDate.slice(0, letters),
          { policiesCount, premiumAmount },
        ]);
      assert.deepEqual(
        Object.fromEntries(found),
        coversBy(({ from }) => from.slice(0, letters)),
        seed,
      );
    });
});
