import type { Queries } from '#shared/sql/database';
import type { Tariff } from './calculate.ts';

/** The tariffs of the original. That a third claim makes a car fifty times as dear is its mistake, but it is data. */
export const tariffs: Tariff[] = [
  {
    code: 'TRI',
    basePrices: [
      base('C1', "NUM_OF_ADULTS * (DESTINATION == 'EUR' ? 26.00B : 34.00B)"),
      base('C2', '(NUM_OF_ADULTS + NUM_OF_CHILDREN) * 26.00B'),
      base('C3', '(NUM_OF_ADULTS + NUM_OF_CHILDREN) * 10.00B'),
    ],
    markups: [{ applyIf: "DESTINATION == 'WORLD'", factor: '1.50' }],
  },
  {
    code: 'HSI',
    basePrices: [
      base('C1', 'AREA * 1.25B', "TYP == 'APT'"),
      base('C1', 'AREA * 1.50B', "TYP == 'HOUSE'"),
      base('C2', 'AREA * 0.25B', "TYP == 'APT'"),
      base('C2', 'AREA * 0.45B', "TYP == 'HOUSE'"),
      base('C3', '30B'),
      base('C4', '50B'),
    ],
    markups: [
      { applyIf: "FLOOD == 'YES'", factor: '1.50' },
      { applyIf: 'NUM_OF_CLAIM > 1', factor: '1.25' },
    ],
  },
  {
    code: 'FAI',
    basePrices: [base('C1', '10B'), base('C2', '20B'), base('C3', '30B'), base('C4', '40B')],
    markups: [
      { applyIf: "FLOOD == 'YES'", factor: '1.50' },
      { applyIf: 'NUM_OF_CLAIM > 2', factor: '2.00' },
    ],
  },
  {
    code: 'CAR',
    basePrices: [base('C1', '100B')],
    markups: [{ applyIf: 'NUM_OF_CLAIM > 2', factor: '50.00' }],
  },
];

/** Adds the tariffs that are not there. */
export async function seed(db: Queries): Promise<void> {
  for (const { code, basePrices, markups } of tariffs) {
    await db.run('insert into tariff (code) values ($1) on conflict do nothing', [code]);
    for (const [ord, { coverCode, applyIf, formula }] of basePrices.entries())
      await db.run(
        `insert into base_price_rule (tariff_code, ord, cover_code, apply_if, price_formula)
         values ($1, $2, $3, $4, $5) on conflict do nothing`,
        [code, ord, coverCode, applyIf, formula],
      );
    for (const [ord, { applyIf, factor }] of markups.entries())
      await db.run(
        `insert into markup_rule (tariff_code, ord, apply_if, factor)
         values ($1, $2, $3, $4) on conflict do nothing`,
        [code, ord, applyIf, factor],
      );
  }
}

function base(coverCode: string, formula: string, applyIf: string | null = null) {
  return { coverCode, applyIf, formula };
}
