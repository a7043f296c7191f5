import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { euros } from '#apps/lab-insurance/money';
import { valuesOf } from '#apps/lab-insurance/pricing/answers';
import { calculate, type Tariff } from '#apps/lab-insurance/pricing/calculate';
import { schema } from '#apps/lab-insurance/pricing/schema';
import { seed, tariffs } from '#apps/lab-insurance/pricing/seeds';
import { findTariff } from '#apps/lab-insurance/pricing/tariffs';
import { createTables } from '#shared/sql/database';
import { sqliteDatabase } from '#shared/sql/sqlite';
import { randomFrom } from '#test/harness/random';
import { drawOrder } from '#test/lab-insurance/orders';

type Answers = Record<string, string | number>;

const priceOf = (tariff: Tariff, covers: string[], answers: Answers) => {
  const list = Object.entries(answers).map(([questionCode, answer]) => ({ questionCode, answer }));
  const { totalPrice, coversPrices } = calculate(tariff, covers, valuesOf(list));
  return [...coversPrices.values(), totalPrice].map((price) => String(euros(price)));
};

const [two, three, four] = [
  ['C1', 'C2'],
  ['C1', 'C2', 'C3'],
  ['C1', 'C2', 'C3', 'C4'],
];
const trip = (NUM_OF_ADULTS: number, NUM_OF_CHILDREN: number, DESTINATION: string): Answers => ({
  NUM_OF_ADULTS,
  NUM_OF_CHILDREN,
  DESTINATION,
});
const home = (TYP: string, AREA: number | string, NUM_OF_CLAIM: number, FLOOD: string): Answers => ({
  TYP,
  AREA,
  NUM_OF_CLAIM,
  FLOOD,
});

/** The worked prices of the original: the covers' and the total. */
const worked: [code: string, answers: Answers, covers: string[], prices: string][] = [
  ['TRI', trip(1, 1, 'EUR'), two, '26 52 78'],
  ['TRI', trip(1, 1, 'EUR'), three, '26 52 20 98'],
  ['TRI', trip(2, 1, 'PL'), three, '68 78 30 176'],
  ['TRI', trip(2, 3, 'WORLD'), three, '102 195 75 372'],
  ['HSI', home('APT', 95, 1, 'NO'), three, '118.75 23.75 30 172.5'],
  ['HSI', home('APT', 95, 1, 'NO'), four, '118.75 23.75 30 50 222.5'],
  ['HSI', home('HOUSE', 120, 2, 'YES'), four, '337.5 101.25 56.25 93.75 588.75'],
  ['HSI', home('APT', 33, 3, 'YES'), four, '77.35 15.48 56.25 93.75 242.83'],
  ['FAI', { NUM_OF_CLAIM: 0, FLOOD: 'NO' }, four, '10 20 30 40 100'],
  ['FAI', { NUM_OF_CLAIM: 0, FLOOD: 'YES' }, four, '15 30 45 60 150'],
  ['FAI', { NUM_OF_CLAIM: 3, FLOOD: 'YES' }, four, '30 60 90 120 300'],
  ['CAR', { NUM_OF_CLAIM: 2 }, ['C1'], '100 100'],
  ['CAR', { NUM_OF_CLAIM: 3 }, ['C1'], '5000 5000'],
];

describe('the price of covers', () => {
  const db = sqliteDatabase(':memory:');
  const stored = async (code: string): Promise<Tariff> => {
    const tariff = await findTariff(db, code);
    assert.ok(tariff);
    return tariff;
  };
  before(async () => {
    await createTables(db, schema);
    await Promise.all([seed(db), seed(db)]);
  });
  after(() => db.close());

  it('is calculated by the tariffs that are there from the start, each once', async () => {
    for (const tariff of tariffs) assert.deepEqual(await stored(tariff.code), tariff);
    assert.equal(await findTariff(db, 'XXX'), undefined);
  });

  for (const [index, [code, answers, covers, prices]] of worked.entries())
    it(`is that of the worked example ${index + 1}`, async () => {
      assert.equal(priceOf(await stored(code), covers, answers).join(' '), prices);
    });

  it('is rounded after each markup, and where there is none in the end, before the sum', async () => {
    const tariff = await stored('HSI');
    assert.deepEqual(priceOf(tariff, three, home('APT', 47.5, 0, 'NO')), ['59.38', '11.88', '30', '101.26']);
    assert.deepEqual(priceOf(tariff, two, home('APT', 33.333, 1, 'NO')), ['41.67', '8.33', '50']);
    assert.deepEqual(priceOf(tariff, two, home('HOUSE', 100.5, 1, 'NO')), ['150.75', '45.23', '195.98']);
    assert.deepEqual(priceOf(tariff, two, home('APT', '0.0039', 1, 'NO')), ['0', '0', '0']);
    assert.deepEqual(priceOf(tariff, two, home('APT', '0.005', 1, 'YES')), ['0.01', '0', '0.01']);
    assert.deepEqual(priceOf(tariff, two, home('APT', -10, 1, 'YES')), ['-18.75', '-3.75', '-22.5']);
  });

  it('takes numbers as texts for what they say', async () => {
    const answers = { NUM_OF_ADULTS: '1', NUM_OF_CHILDREN: ' 1 ', DESTINATION: 'EUR' };
    assert.deepEqual(priceOf(await stored('TRI'), three, answers), ['26', '52', '20', '98']);
  });

  it('counts a cover once, and is nothing for no cover', async () => {
    assert.deepEqual(priceOf(await stored('CAR'), ['C1', 'C1'], { NUM_OF_CLAIM: 2 }), ['100', '100']);
    assert.deepEqual(priceOf(await stored('CAR'), [], { NUM_OF_CLAIM: 2 }), ['0']);
  });

  it('does not exist for a cover that the product does not have, or for a type without a rule', async () => {
    const tariff = await stored('HSI');
    const wrong = (covers: string[], answers: Answers, message: RegExp) =>
      assert.throws(() => priceOf(tariff, covers, answers), { code: 'VALIDATION', message });
    wrong(['C9'], home('APT', 1, 1, 'NO'), /^selectedCovers: HSI has no cover 'C9', only C1, C2, C3, C4$/);
    wrong(['C1'], home('HUT', 1, 1, 'NO'), /^answers: C1 of HSI has no price for TYP = 'HUT'$/);
    wrong(['toString'], home('APT', 1, 1, 'NO'), /has no cover/);
  });

  it('is held to the cent by JSON, or refused', async () => {
    const tariff = await stored('TRI');
    const high = trip(60_000_000_000, 0, 'WORLD');
    assert.deepEqual(priceOf(tariff, three, high), [
      '3060000000000',
      '2340000000000',
      '900000000000',
      '6300000000000',
    ]);
    for (const adults of [100_000_000_000, 1_000_000_000_000, -1_000_000_000_000])
      assert.throws(() => priceOf(tariff, three, trip(adults, 0, 'WORLD')), {
        code: 'VALIDATION',
        message: 'answers: the price is beyond 9999999999999.99 euro',
      });
  });

  it('takes a first rule without condition before later ones', () => {
    const rule = (formula: string, applyIf: string | null) => ({ coverCode: 'C1', applyIf, formula });
    const basePrices = [rule('1', 'X > 1'), rule('2', null), rule('3', 'X > 0')];
    const tariff: Tariff = { code: 'T', basePrices, markups: [{ applyIf: null, factor: '1.005' }] };
    assert.deepEqual(priceOf(tariff, ['C1'], { X: 1 }), ['2.01', '2.01']);
    assert.deepEqual(priceOf(tariff, ['C1'], { X: 2 }), ['1.01', '1.01']);
  });

  it('is what whole cents, counted without the tariffs, come to', async (context) => {
    const start = Number(process.env.PRICING_SEED ?? Math.floor(Math.random() * 2 ** 32));
    context.diagnostic(`PRICING_SEED=${start}`);
    const random = randomFrom(start);
    for (let drawn = 0; drawn < 5000; drawn += 1) {
      const { productCode, selectedCovers, answers: list } = drawOrder(random);
      const covers = selectedCovers.filter(() => random() < 0.8);
      const answers = Object.fromEntries(list.map(({ questionCode, answer }) => [questionCode, answer]));
      const expected = inCents(productCode, covers, answers);
      const where = `PRICING_SEED=${start}: ${productCode} ${covers} ${JSON.stringify(answers)}`;
      assert.deepEqual(priceOf(await stored(productCode), covers, answers).map(Number), expected, where);
    }
  });
});

/** The rules of the reference page, without expressions and decimals: base prices and factors in hundredths. */
function inCents(code: string, covers: string[], answers: Answers): number[] {
  const thousandths = (question: string) => BigInt(Math.round(Number(answers[question] ?? 0) * 1000));
  const is = (question: string, text: string) => answers[question] === text;
  const base: Record<string, () => bigint> = {
    'TRI C1': () => thousandths('NUM_OF_ADULTS') * (is('DESTINATION', 'EUR') ? 2600n : 3400n),
    'TRI C2': () => (thousandths('NUM_OF_ADULTS') + thousandths('NUM_OF_CHILDREN')) * 2600n,
    'TRI C3': () => (thousandths('NUM_OF_ADULTS') + thousandths('NUM_OF_CHILDREN')) * 1000n,
    'HSI C1': () => thousandths('AREA') * (is('TYP', 'APT') ? 125n : 150n),
    'HSI C2': () => thousandths('AREA') * (is('TYP', 'APT') ? 25n : 45n),
    'HSI C3': () => 3_000_000n,
    'HSI C4': () => 5_000_000n,
    'FAI C1': () => 1_000_000n,
    'FAI C2': () => 2_000_000n,
    'FAI C3': () => 3_000_000n,
    'FAI C4': () => 4_000_000n,
    'CAR C1': () => 10_000_000n,
  };
  const claims = thousandths('NUM_OF_CLAIM');
  const markups: Record<string, [boolean, bigint][]> = {
    TRI: [[is('DESTINATION', 'WORLD'), 150n]],
    HSI: [
      [is('FLOOD', 'YES'), 150n],
      [claims > 1000n, 125n],
    ],
    FAI: [
      [is('FLOOD', 'YES'), 150n],
      [claims > 2000n, 200n],
    ],
    CAR: [[claims > 2000n, 5000n]],
  };
  const toCents = (price: bigint) => (price + 500n) / 1000n;
  const prices = covers.map((cover) =>
    toCents(
      (markups[code] ?? [])
        .filter(([applies]) => applies)
        .reduce(
          (price, [, factor]) => toCents((price * factor) / 100n) * 1000n,
          base[`${code} ${cover}`]?.() ?? -1n,
        ),
    ),
  );
  const total = prices.reduce((sum, price) => sum + price, 0n);
  return [...prices, total].map((price) => Number(price) / 100);
}
