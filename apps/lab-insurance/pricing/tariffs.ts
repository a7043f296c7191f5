import type { Database } from '#shared/sql/database';
import type { Tariff } from './calculate.ts';

/** The tariff of a product, its rules in their order; undefined for a product without one. */
export async function findTariff(db: Database, code: string): Promise<Tariff | undefined> {
  const [tariff, basePrices, markups] = await Promise.all([
    db.first('select code from tariff where code = $1', [code]),
    db.all<Tariff['basePrices'][number]>(
      `select cover_code as "coverCode", apply_if as "applyIf", price_formula as formula
       from base_price_rule where tariff_code = $1 order by ord`,
      [code],
    ),
    db.all<Tariff['markups'][number]>(
      'select apply_if as "applyIf", factor from markup_rule where tariff_code = $1 order by ord',
      [code],
    ),
  ]);
  return tariff === undefined ? undefined : { code, basePrices, markups };
}
