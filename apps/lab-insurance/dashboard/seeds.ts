import type { Queries } from '#shared/sql/database';
import { addDays, today } from '../dates.ts';
import { countPolicies, type SoldPolicy } from './policies.ts';

/** How much of a product is sold in each month, where 1 is the average, and its least and its largest premium in euro. */
const products: { code: string; months: number[]; premium: [number, number] }[] = [
  { code: 'TRI', months: [0.7, 0.7, 0.8, 1, 1.2, 1.6, 1.9, 1.6, 0.9, 0.7, 0.5, 0.8], premium: [450, 950] },
  { code: 'HSI', months: [0.9, 0.9, 1, 1.1, 1.1, 1, 0.9, 0.9, 1.1, 1.2, 1, 0.9], premium: [600, 1300] },
  { code: 'FAI', months: [0.5, 0.7, 1.5, 1.9, 1.5, 1, 0.8, 0.9, 1.2, 0.9, 0.6, 0.5], premium: [1100, 2300] },
  { code: 'CAR', months: [0.8, 0.8, 1.2, 1.3, 1.2, 1, 0.8, 0.9, 1.1, 1, 1, 0.9], premium: [650, 1350] },
];
/** How much an agent sells, where 1 is the average. */
const agents: { login: string; strength: number }[] = [
  { login: 'jimmy.solid', strength: 1.6 },
  { login: 'danny.solid', strength: 1.2 },
  { login: 'admin', strength: 0.5 },
  { login: 'agent1', strength: 0.9 },
  { login: 'annn.wolf', strength: 0.8 },
];
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

/** Days from the start in which recorded answers count the policies of the original. */
const recordedDays = 28;
const week = 7;

/** One policy of a product (its index) by an agent (their index) with its premium in euro. */
interface Sale {
  from: string;
  product: number;
  agent: number;
  premium: number;
}

/**
 * The demo policies: in the first four weeks those of the original, one of each product by each agent every seventh day for 1000 euro,
 * from a year before `until` on. Then, where the original goes on like that, as many as the season and the agents sell. Their holders
 * take turns, where the original throws dice.
 */
export function demoPolicies(until: string): SoldPolicy[] {
  const numbers = new Map<string, number>();
  return salesOf(until).map(({ from, product, agent, premium }, index) => {
    const [year, month, day] = from.split('-').map(Number);
    const place = `${year}/${month}/${day}/${product}/${agent}`;
    const count = numbers.get(place) ?? 0;
    numbers.set(place, count + 1);
    return {
      number: `${place}/${count}`,
      from,
      to: addDays(yearsFrom(from, 1), -1),
      policyHolder: holders[index % holders.length] ?? '',
      productCode: products[product]?.code ?? '',
      totalPremium: premium,
      agentLogin: agents[agent]?.login,
    };
  });
}

function salesOf(until: string): Sale[] {
  const start = yearsFrom(until, -1);
  const sales: Sale[] = [];
  const throwDice = dice();
  for (let day = start; day <= until; day = addDays(day, week))
    for (const product of products.keys())
      for (const agent of agents.keys()) {
        if (day < addDays(start, recordedDays)) sales.push({ from: day, product, agent, premium: 1000 });
        else sales.push(...salesOfWeek(day, until, product, agent, throwDice));
      }
  return sales;
}

/** The sales of a product by an agent in the week from `day` on, and not after `until`. */
function salesOfWeek(
  day: string,
  until: string,
  product: number,
  agent: number,
  throwDice: () => number,
): Sale[] {
  const { months = [], premium: [least, largest] = [0, 0] } = products[product] ?? {};
  const expected = (months[Number(day.slice(5, 7)) - 1] ?? 1) * (agents[agent]?.strength ?? 1);
  return Array.from({ length: Math.floor(expected + throwDice()) }, () => {
    const from = addDays(day, Math.floor(throwDice() * week));
    const premium = Math.round(least + throwDice() * (largest - least));
    return { from: from < until ? from : until, product, agent, premium };
  });
}

/** Numbers from 0 to 1 that look thrown and are the same each time: the generator of Park and Miller. */
function dice(): () => number {
  let state = 20_210_401;
  return () => {
    state = (state * 48_271) % 0x7fffffff;
    return state / 0x7fffffff;
  };
}

/** Adds the demo policies of the last twelve months, once. */
export async function seed(statements: Queries): Promise<void> {
  const demo = await statements.first(
    `select number from policy_stat where number like '%/%/%/%/%/%' limit 1`,
  );
  if (demo === undefined) await countPolicies(statements, demoPolicies(today()));
}
