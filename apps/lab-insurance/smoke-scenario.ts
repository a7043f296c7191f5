import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { sendStep } from '#shared/app/scenario-request';
import { blameSystem, parseJson } from '#shared/parse';
import { addDays, today } from './dates.ts';

/** How a sale went. */
export interface Sale {
  policyNumber: string;
  /** Milliseconds of CalculateOffer and CreatePolicy together, as the client sees them. */
  totalMs: number;
  /** The trace under which all services have logged the two. */
  traceId: string;
  /** Milliseconds from the answer of CreatePolicy until all four subscribers were seen to have the sale. */
  dispatchMs: number;
}

/** Milliseconds after which a sale counts as lost, and between two looks. */
const arrival = { ms: 120_000, everyMs: 10 };

/**
 * CalculateOffer and CreatePolicy: logs in, calculates the price of a journey, buys it and waits until search, payment,
 * documents and dashboard have the sale, all through the front door. Throws at the first step that is not as it should be.
 */
export async function sellPolicy(baseUrl: string): Promise<Sale> {
  const token = await logIn(baseUrl);
  const traceId = randomUUID().replaceAll('-', '');
  const by = { token, trace: traceId };
  const from = performance.now();
  const { offerNumber } = await calculateOffer(baseUrl, by);
  const { policyNumber } = await createPolicy(baseUrl, by, offerNumber);
  const created = performance.now();
  await arrived(baseUrl, token, policyNumber);
  return { policyNumber, totalMs: created - from, traceId, dispatchMs: performance.now() - created };
}

/** Who asks, and under which trace. */
export interface By {
  token: string;
  trace?: string;
}

const offer = z.object({ offerNumber: z.string(), totalPrice: z.number() });
const sold = z.object({ policyNumber: z.string() });
const session = z.object({ access_token: z.string() });
const arrivals = z.record(z.string(), z.string().nullable());

/** CalculateOffer: the price of a journey. */
export const calculateOffer = (baseUrl: string, by: By): Promise<z.output<typeof offer>> =>
  ask(baseUrl, '/api/offers', offer, { ...by, json: journey() });

/** CreatePolicy: buys an offer. */
export const createPolicy = (baseUrl: string, by: By, offerNumber: string): Promise<z.output<typeof sold>> =>
  ask(baseUrl, '/api/policies/create', sold, {
    ...by,
    json: { offerNumber, policyHolder: { firstName: 'Ada', lastName: 'Byron', taxId: '11111111116' } },
  });

/** An offer for two adults and three children who see the world from tomorrow on: 372 euro. */
export const journey = () => ({
  productCode: 'TRI',
  policyFrom: addDays(today(), 1),
  policyTo: addDays(today(), 30),
  selectedCovers: ['C1', 'C2', 'C3'],
  answers: [
    { type: 'choice', questionCode: 'DESTINATION', answer: 'WORLD' },
    { type: 'numeric', questionCode: 'NUM_OF_ADULTS', answer: 2 },
    { type: 'numeric', questionCode: 'NUM_OF_CHILDREN', answer: 3 },
  ],
});

/** The token of an agent. */
export async function logIn(baseUrl: string, username = 'jimmy.solid', password = 'secret'): Promise<string> {
  const { access_token } = await ask(baseUrl, '/login', session, {
    json: { username, password },
  });
  return access_token;
}

/** Waits until all subscribers have a sale. */
export async function arrived(baseUrl: string, token: string, policyNumber: string): Promise<void> {
  const path = `/api/policies/${policyNumber}/arrivals`;
  let missing: string[] = [];
  for (const end = performance.now() + arrival.ms; performance.now() < end; ) {
    const found = await ask(baseUrl, path, arrivals, { token });
    missing = Object.keys(found).filter((consumer) => found[consumer] === null);
    if (missing.length === 0) return;
    await delay(arrival.everyMs);
  }
  throw new Error(`GET ${path}: ${missing.join(', ')} did not receive the sale within ${arrival.ms} ms`);
}

async function ask<Schema extends z.ZodType>(
  baseUrl: string,
  path: string,
  schema: Schema,
  { token, trace, json }: { token?: string; trace?: string; json?: object },
): Promise<z.output<Schema>> {
  const step = `${json === undefined ? 'GET' : 'POST'} ${path}`;
  const response = await sendStep(step, baseUrl.replace(/\/+$/, '') + path, {
    method: json === undefined ? 'GET' : 'POST',
    headers: {
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(trace === undefined ? {} : { traceparent: `00-${trace}-${randomBytes(8).toString('hex')}-01` }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  return parseJson(schema, text, `the answer to ${step}`, blameSystem);
}
