import * as z from 'zod';
import { date } from '../dates.ts';
import { labError } from '../errors.ts';
import { euros } from '../money.ts';
import { database } from './database.ts';

const text = z.string('must be a text').nullish();
const filter = z.object({ saleDateFrom: date, saleDateTo: date, productCode: text });

/** What is asked of the three routes. `saleDateTo` is the first day that does not count any more. */
export const totalSalesQuery = filter;
export const trendsQuery = filter.extend({
  aggregationUnitCode: z.enum(['DAY', 'WEEK', 'MONTH', 'YEAR'], 'must be DAY, WEEK, MONTH or YEAR'),
});
export const agentsSalesQuery = filter.extend({ agentLogin: text });
type Filter = z.output<typeof filter>;

/** How many policies, and for how many euro. */
export interface Sales {
  policiesCount: number;
  premiumAmount: number;
}

interface Row {
  name: string;
  policies: number;
  premium: number;
}

const sums = 'count(*)::int as policies, sum(total_premium)::bigint as premium';
const isAskedFor = `from_date >= $1::date and from_date < $2::date and ($3::text is null or product_code = $3)`;
const valuesOf = ({ saleDateFrom, saleDateTo, productCode }: Filter) => [
  saleDateFrom,
  saleDateTo,
  productCode ?? null,
];
const salesOf = ({ policies, premium }: Omit<Row, 'name'>): Sales => ({
  policiesCount: policies,
  premiumAmount: euros(premium),
});
const byName = (rows: Row[]) => Object.fromEntries(rows.map((row) => [row.name, salesOf(row)]));

/** Sales of the ten products of which most policies were sold, and their sum. */
export async function totalSales(query: Filter) {
  const rows = await database.all<Row>(
    `select product_code as name, ${sums} from policy_stat where ${isAskedFor}
     group by product_code order by policies desc, name limit 10`,
    valuesOf(query),
  );
  const total = { policies: 0, premium: 0 };
  for (const { policies, premium } of rows) {
    total.policies += policies;
    total.premium += premium;
  }
  return { total: salesOf(total), perProductTotal: byName(rows) };
}

/** Sales of the ten agents who sold most policies. */
export async function agentsSales(query: z.output<typeof agentsSalesQuery>) {
  const rows = await database.all<Row>(
    `select agent_login as name, ${sums} from policy_stat
     where ${isAskedFor} and agent_login is not null and ($4::text is null or agent_login = $4)
     group by agent_login order by policies desc, name limit 10`,
    [...valuesOf(query), query.agentLogin ?? null],
  );
  return { perAgentTotal: byName(rows) };
}

const mostPeriods = 10_000;

/**
 * Sales by day, week from Monday, month or year, from the first period with a sale to the last, and also of those between that have none.
 * Throws 400 for more than 10 000 periods.
 */
export async function trends(query: z.output<typeof trendsQuery>) {
  const unit = query.aggregationUnitCode;
  const rows = await database.all<Row>(
    `with sold as (
       select date_trunc($4, from_date::timestamp) as period, ${sums} from policy_stat where ${isAskedFor} group by 1)
     select to_char(day, 'YYYY-MM-DD') as name, coalesce(policies, 0) as policies, coalesce(premium, 0) as premium
     from generate_series((select min(period) from sold), (select max(period) from sold), $5::interval) day
     left join sold on sold.period = day order by day limit ${mostPeriods + 1}`,
    [...valuesOf(query), unit, `1 ${unit}`],
  );
  if (rows.length > mostPeriods)
    throw labError('VALIDATION', `aggregationUnitCode: ${unit} gives more than ${mostPeriods} periods`);
  const periodSales = rows.map((row) => ({
    periodDate: row.name,
    period: `${row.name}T00:00:00.000Z`,
    ...salesOf(row),
  }));
  return { periodSales };
}
