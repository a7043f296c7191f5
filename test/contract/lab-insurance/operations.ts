import assert from 'node:assert/strict';
import { addDays, today } from '#apps/lab-insurance/dates';
import { eventually } from '#test/harness/eventually';
import type { DeployedForm } from '#test/harness/forms';
import { randomFrom } from '#test/harness/random';
import type { Agent } from '#test/lab-insurance/client';

/** How many there are. */
export const operations = 2000;
/** Where they begin: the same seed gives the same. */
export const seed = Number(process.env.PARITY_SEED ?? 20210419);
// A family name and a year that only this run has, so that others' sales are not seen.
export const family = `P${Date.now().toString(36)}`;
const year = 2100 + (Date.now() % 800);

/** What a run has made so far, by its own numbers: the numbers of offers and policies are each form's own. */
export interface Run {
  deployed: DeployedForm;
  agent: Agent;
  offers: string[];
  policies: string[];
  accounts: string[];
  /** Policies whose events are still under way, and how many each has. */
  underWay: Map<string, number>;
}
/** What is done in both forms; its answer is compared. */
export type Operation = (run: Run) => Promise<unknown>;

/** The operations, in their order. */
export function plan(): Operation[] {
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  const day = (): string =>
    `${year}-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`;
  const numeric = (questionCode: string, most: number) => ({
    type: 'numeric',
    questionCode,
    answer:
      random() < 0.05
        ? 'many'
        : random() < 0.3
          ? `${below(most)}`
          : Math.round(random() * most * 1000) / 1000,
  });
  const choice = (questionCode: string, codes: string[]) => ({
    type: 'choice',
    questionCode,
    answer: pick([...codes, ...codes, 'X']),
  });
  const products = {
    TRI: () => [
      choice('DESTINATION', ['EUR', 'WORLD', 'PL', 'EUR', 'PL']),
      numeric('NUM_OF_ADULTS', 5),
      numeric('NUM_OF_CHILDREN', 4),
    ],
    HSI: () => [
      choice('TYP', ['APT', 'HOUSE', 'APT']),
      numeric('AREA', 300),
      numeric('NUM_OF_CLAIM', 4),
      choice('FLOOD', ['YES', 'NO', 'NO']),
    ],
    FAI: () => [
      choice('TYP', ['ZB', 'KW', 'ZB']),
      numeric('AREA', 300),
      numeric('NUM_OF_CLAIM', 5),
      choice('FLOOD', ['YES', 'NO', 'NO']),
    ],
    CAR: () => [numeric('NUM_OF_CLAIM', 5)],
  };
  const offer = () => {
    const productCode = pick(['TRI', 'HSI', 'FAI', 'CAR'] as const);
    const isPresent = random() < 0.3;
    const from = isPresent ? addDays(today(), -below(40)) : day();
    const all = { TRI: 3, HSI: 4, FAI: 4, CAR: 1 }[productCode];
    const selectedCovers = Array.from(
      { length: all - (random() < 0.2 ? 1 : 0) },
      (_, index) => `C${index + 1}`,
    );
    const answers = products[productCode]().slice(0, random() < 0.95 ? 9 : 1);
    return {
      productCode,
      policyFrom: from,
      policyTo: addDays(from, below(400) - (random() < 0.05 ? 500 : 0)),
      selectedCovers,
      answers,
    };
  };
  const unit = () => pick(['DAY', 'WEEK', 'MONTH', 'YEAR', 'HOUR']);

  const list: Operation[] = [];
  for (let step = 0; step < operations; step += 1) {
    const [kind, index, first] = [random(), below(200), pick(['Ada', 'Łucja', "O'Neil", 'Grace'])];
    const json = offer();
    const [unitCode, from, productCode] = [unit(), day(), pick(['TRI', 'HSI', undefined])];
    const period = {
      saleDateFrom: from,
      saleDateTo: `${year}-12-31`,
      ...(productCode ? { productCode } : {}),
    };
    if (kind < 0.25)
      list.push(async (run) => {
        const answer = await run.agent.send('POST', '/api/offers', json);
        const body = JSON.parse(answer.text) as { offerNumber?: string };
        if (body.offerNumber) run.offers.push(body.offerNumber);
        return [answer.status, body];
      });
    else if (kind < 0.5)
      list.push(async (run) => {
        const number = run.offers[index % Math.max(1, run.offers.length)] ?? 'none';
        const holder = { firstName: first, lastName: family, taxId: `${index}` };
        const answer = await run.agent.purchase(number, index % 5 === 0 ? `key-${index}` : undefined, holder);
        const body = JSON.parse(answer.text) as { policyNumber?: string };
        if (answer.status === 200 && body.policyNumber && !run.policies.includes(body.policyNumber)) {
          run.policies.push(body.policyNumber);
          run.underWay.set(body.policyNumber, 1);
        }
        return [answer.status, body];
      });
    else if (kind < 0.6)
      list.push(async (run) => {
        const number = nth(run.policies, index);
        const answer = await run.agent.terminate(number);
        if (answer.status === 200) run.underWay.set(number, 2);
        return [answer.status, JSON.parse(answer.text)];
      });
    else if (kind < 0.72)
      list.push(async (run) => {
        const answer = await read(run, 'GET', `/api/policies/${nth(run.policies, index)}`);
        const account = (answer[1] as { policy?: { accountNumber?: string } }).policy?.accountNumber;
        if (account !== undefined && !run.accounts.includes(account)) run.accounts.push(account);
        return answer;
      });
    else if (kind < 0.8)
      list.push(settledRead('GET', (run) => `/api/payments/accounts/${nth(run.accounts, index)}`));
    else if (kind < 0.86)
      list.push(
        settledRead('GET', () => `/api/policies?q=${encodeURIComponent(`${family} AND ${pickName(index)}`)}`),
      );
    else if (kind < 0.89)
      list.push(settledRead('GET', (run) => `/api/documents/${nth(run.policies, index)}`));
    else if (kind < 0.93) list.push(settledRead('POST', () => '/api/dashboard/totalsales', period));
    else if (kind < 0.96)
      list.push(
        settledRead('POST', () => '/api/dashboard/trends', { ...period, aggregationUnitCode: unitCode }),
      );
    else if (kind < 0.98) list.push(settledRead('POST', () => '/api/dashboard/agentssales', period));
    else list.push((run) => read(run, 'GET', `/api/products/${pickName(index)}`));
  }
  return list;
}

const nth = (list: string[], index: number): string => list[index % Math.max(1, list.length)] ?? 'none';
const pickName = (index: number): string => ['Ada', 'Łucja', 'TRI', 'Gra*'][index % 4] as string;

async function read(
  { agent }: Run,
  method: 'GET' | 'POST',
  path: string,
  json?: object,
): Promise<[number, unknown]> {
  const answer = await agent.send(method, path, json);
  return [answer.status, JSON.parse(answer.text)];
}

const settledRead =
  (method: 'GET' | 'POST', path: (run: Run) => string, json?: object): Operation =>
  async (run) => {
    await settle(run);
    return read(run, method, path(run), json);
  };

/** No event is on its way any more. */
export async function settle({ agent, deployed: { services }, underWay }: Run): Promise<void> {
  for (const [number, versions] of [...underWay]) {
    await agent.arrived(number);
    await eventually(async () => {
      const response = await fetch(`${services['policy-search']}/events/of/${number}`);
      const { events } = (await response.json()) as { events: object[] };
      assert.ok(events.length >= versions);
    });
    underWay.delete(number);
  }
}
