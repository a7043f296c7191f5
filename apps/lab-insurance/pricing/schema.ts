/** The tables of pricing: conditions and formulas are expressions, and factors decimals, all as texts. */
export const schema: string[] = [
  `create table if not exists tariff (
    code text primary key)`,
  `create table if not exists base_price_rule (
    tariff_code text not null references tariff (code), ord integer not null,
    cover_code text not null, apply_if text, price_formula text not null,
    primary key (tariff_code, ord))`,
  `create table if not exists markup_rule (
    tariff_code text not null references tariff (code), ord integer not null,
    apply_if text, factor text not null,
    primary key (tariff_code, ord))`,
];
