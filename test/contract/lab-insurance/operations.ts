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

/** What is drawn for each operation, whichever it is. */
interface Step {
  /** From 0 to 199: chooses among what the run has made so far. */
  index: number;
  firstName: string;
  offer: object;
  aggregationUnitCode: string;
  period: object;
}

/** Operations, each with the upper bound of the random numbers that choose it; those above read a product. */
const operationMakers: readonly [upperBound: number, make: (step: Step) => Operation][] = [
  [0.25, createOffer],
  [0.5, purchase],
  [0.6, terminate],
  [0.72, readPolicy],
  [0.8, ({ index }) => settledRead('GET', (run) => `/api/payments/accounts/${nth(run.accounts, index)}`)],
  [0.86, searchPolicies],
  [0.89, ({ index }) => settledRead('GET', (run) => `/api/documents/${nth(run.policies, index)}`)],
  [0.93, ({ period }) => settledRead('POST', () => '/api/dashboard/totalsales', period)],
  [0.96, readTrends],
  [0.98, ({ period }) => settledRead('POST', () => '/api/dashboard/agentssales', period)],
];

/** The operations, in their order. */
export function plan(): Operation[] {
  const random = randomFrom(seed);
  const drawStep = stepsFrom(random);
  return Array.from({ length: operations }, () => {
    const kind = random();
    const [, make = readProduct] = operationMakers.find(([upperBound]) => kind < upperBound) ?? [];
    return make(drawStep());
  });
}

/** Draws steps from a sequence of random numbers. Another order of the draws would give a seed another plan. */
function stepsFrom(random: () => number): () => Step {
  const { below, pick } = choicesFrom(random);
  const drawAnswers = answersFrom(random);
  const day = (): string =>
    `${year}-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`;

  function drawOffer(): object {
    const productCode = pick(['TRI', 'HSI', 'FAI', 'CAR'] as const);
    const isPresent = random() < 0.3;
    const policyFrom = isPresent ? addDays(today(), -below(40)) : day();
    const length = { TRI: 3, HSI: 4, FAI: 4, CAR: 1 }[productCode] - (random() < 0.2 ? 1 : 0);
    const selectedCovers = Array.from({ length }, (_, index) => `C${index + 1}`);
    const answers = drawAnswers[productCode]().slice(0, random() < 0.95 ? 9 : 1);
    const policyTo = addDays(policyFrom, below(400) - (random() < 0.05 ? 500 : 0));
    return { productCode, policyFrom, policyTo, selectedCovers, answers };
  }

  function drawPeriod(): object {
    const saleDateFrom = day();
    const productCode = pick(['TRI', 'HSI', undefined]);
    return { saleDateFrom, saleDateTo: `${year}-12-31`, ...(productCode ? { productCode } : {}) };
  }

  return () => ({
    index: below(200),
    firstName: pick(['Ada', 'Łucja', "O'Neil", 'Grace']),
    offer: drawOffer(),
    aggregationUnitCode: pick(['DAY', 'WEEK', 'MONTH', 'YEAR', 'HOUR']),
    period: drawPeriod(),
  });
}

/** For each product, draws the answers to its questions; some are none that the product allows. */
function answersFrom(random: () => number) {
  const { below, pick } = choicesFrom(random);
  const drawNumber = (most: number): string | number => {
    if (random() < 0.05) return 'many';
    return random() < 0.3 ? `${below(most)}` : Math.round(random() * most * 1000) / 1000;
  };
  const numeric = (questionCode: string, most: number) => ({
    type: 'numeric',
    questionCode,
    answer: drawNumber(most),
  });
  const choice = (questionCode: string, codes: string[]) => ({
    type: 'choice',
    questionCode,
    answer: pick([...codes, ...codes, 'X']),
  });
  return {
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
}

function choicesFrom(random: () => number) {
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  return { below, pick };
}

function createOffer({ offer }: Step): Operation {
  return async (run) => {
    const answer = await run.agent.send('POST', '/api/offers', offer);
    const body = JSON.parse(answer.text) as { offerNumber?: string };
    if (body.offerNumber) run.offers.push(body.offerNumber);
    return [answer.status, body];
  };
}

function purchase({ index, firstName }: Step): Operation {
  return async (run) => {
    const holder = { firstName, lastName: family, taxId: `${index}` };
    const key = index % 5 === 0 ? `key-${index}` : undefined;
    const answer = await run.agent.purchase(nth(run.offers, index), key, holder);
    const body = JSON.parse(answer.text) as { policyNumber?: string };
    if (answer.status === 200 && body.policyNumber && !run.policies.includes(body.policyNumber)) {
      run.policies.push(body.policyNumber);
      run.underWay.set(body.policyNumber, 1);
    }
    return [answer.status, body];
  };
}

function terminate({ index }: Step): Operation {
  return async (run) => {
    const number = nth(run.policies, index);
    const answer = await run.agent.terminate(number);
    if (answer.status === 200) run.underWay.set(number, 2);
    return [answer.status, JSON.parse(answer.text)];
  };
}

function readPolicy({ index }: Step): Operation {
  return async (run) => {
    const answer = await read(run, 'GET', `/api/policies/${nth(run.policies, index)}`);
    const account = (answer[1] as { policy?: { accountNumber?: string } }).policy?.accountNumber;
    if (account !== undefined && !run.accounts.includes(account)) run.accounts.push(account);
    return answer;
  };
}

function searchPolicies({ index }: Step): Operation {
  const query = encodeURIComponent(`${family} AND ${pickName(index)}`);
  return settledRead('GET', () => `/api/policies?q=${query}`);
}

function readTrends({ period, aggregationUnitCode }: Step): Operation {
  return settledRead('POST', () => '/api/dashboard/trends', { ...period, aggregationUnitCode });
}

function readProduct({ index }: Step): Operation {
  return (run) => read(run, 'GET', `/api/products/${pickName(index)}`);
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
