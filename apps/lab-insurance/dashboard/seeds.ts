import type { Queries } from '#shared/sql/database';
import { addDays, today } from '../dates.ts';
import { countPolicies, type SoldPolicy } from './policies.ts';

const products = ['TRI', 'HSI', 'FAI', 'CAR'];
const agents = ['jimmy.solid', 'danny.solid', 'admin', 'agent1', 'annn.wolf'];
const holders = [
  'Mike Smith',
  'Tim Jones',
  'Berry Cline',
  'Marion Jones',
  'Larry Bird',
  'Tara Zane',
  'Leon Moulder',
  'Dana Savic',
  'Evelyn Crowford',
];

const yearsFrom = (day: string, years: number): string =>
  `${Number(day.slice(0, 4)) + years}${day.slice(4)}`.replace(/-02-29$/, '-02-28');

/**
 * The demo policies of the original: one of each product by each agent every seventh day, from a year before `until` on. Their holders
 * take turns, where the original throws dice.
 */
export function demoPolicies(until: string): SoldPolicy[] {
  const policies: SoldPolicy[] = [];
  for (let from = yearsFrom(until, -1); from <= until; from = addDays(from, 7)) {
    const to = addDays(yearsFrom(from, 1), -1);
    const [year, month, day] = from.split('-').map(Number);
    for (const [product, productCode] of products.entries())
      for (const [agent, agentLogin] of agents.entries())
        policies.push({
          number: `${year}/${month}/${day}/${product}/${agent}/0`,
          ...{ from, to, productCode, agentLogin },
          policyHolder: holders[policies.length % holders.length] ?? '',
          totalPremium: 1000,
        });
  }
  return policies;
}

/** Adds the demo policies of the last twelve months, once. */
export async function seed(statements: Queries): Promise<void> {
  const demo = await statements.first(
    `select number from policy_stat where number like '%/%/%/%/%/%' limit 1`,
  );
  if (demo === undefined) await countPolicies(statements, demoPolicies(today()));
}
