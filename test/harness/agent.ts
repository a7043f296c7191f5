import assert from 'node:assert/strict';
import { join } from 'node:path';
import { databaseFile, type SqlService, unifiedUrl } from '#apps/lab-insurance/app';
import { journey } from '#apps/lab-insurance/task';
import type { Form } from '#shared/app/define-app';
import { call, type HttpResponse, jsonOf } from '#shared/http/client';
import type { Database } from '#shared/sql/database';
import { localDatabase } from '#shared/sql/local';
import { unifiedDatabase } from '#shared/sql/unified';
import { eventually } from './eventually.ts';
import type { Portal } from './portal.ts';

/** The four who follow sales. */
export const consumers = ['policy-search', 'payment', 'documents', 'dashboard'] as const;
export type Consumer = (typeof consumers)[number];

/** Somebody who sells policies through the front door of a portal. */
export interface Agent {
  /** Any request of the API; answers of whatever status are returned. */
  send(
    method: 'GET' | 'POST',
    path: string,
    json?: object,
    headers?: Record<string, string>,
  ): Promise<HttpResponse>;
  /** An offer, which must succeed. */
  offer(
    more?: object,
  ): Promise<{ offerNumber: string; totalPrice: number; coversPrices: Record<string, number> }>;
  /** A purchase, of whatever status. */
  purchase(offerNumber: string, key?: string, holder?: object): Promise<HttpResponse>;
  /** Offer and purchase, which must succeed; answers the policy's number. */
  sell(more?: object, holder?: object): Promise<string>;
  /** A policy's details, which must be there. */
  policy(number: string): Promise<Record<string, unknown>>;
  terminate(number: string): Promise<HttpResponse>;
  /** Waits until all subscribers have a sale. */
  arrived(number: string, withinMs?: number): Promise<void>;
}

export const ada = { firstName: 'Ada', lastName: 'Byron', taxId: '11111111116' };

/** An agent who has logged in. */
export async function agentOf(
  portal: Pick<Portal, 'url' | 'login'>,
  username?: string,
  password?: string,
): Promise<Agent> {
  const authorization = `Bearer ${await portal.login(username, password)}`;
  const send: Agent['send'] = (method, path, json, headers = {}) =>
    call(portal.url + path, {
      method,
      headers: { authorization, ...headers },
      deadlineMs: 30_000,
      ...(json === undefined ? {} : { json }),
    });
  const ok = async <Body>(answer: Promise<HttpResponse>): Promise<Body> => {
    const { status, text } = await answer;
    assert.equal(status, 200, text);
    return jsonOf(await answer) as Body;
  };
  const offer: Agent['offer'] = (more = {}) => ok(send('POST', '/api/offers', { ...journey(), ...more }));
  const purchase: Agent['purchase'] = (offerNumber, key, holder = ada) =>
    send(
      'POST',
      '/api/policies/create',
      { offerNumber, policyHolder: holder },
      key === undefined ? {} : { 'idempotency-key': key },
    );
  return {
    send,
    offer,
    purchase,
    async sell(more, holder) {
      const { offerNumber } = await offer(more);
      return (await ok<{ policyNumber: string }>(purchase(offerNumber, undefined, holder))).policyNumber;
    },
    policy: async (number) =>
      (await ok<{ policy: Record<string, unknown> }>(send('GET', `/api/policies/${number}`))).policy,
    terminate: (policyNumber) => send('POST', '/api/policies/terminate', { policyNumber }),
    arrived: (number, withinMs = 30_000) =>
      eventually(async () => {
        const arrivals = await ok<Record<string, string | null>>(
          send('GET', `/api/policies/${number}/arrivals`),
        );
        assert.deepEqual(
          consumers.filter((consumer) => !arrivals[consumer]),
          [],
        );
      }, withinMs),
  };
}

/** The store of a service in a form, read past the service; undefined where it cannot be reached. */
export function storeOf(form: Form, service: SqlService): Database | undefined {
  const folder = process.env[`LAB_INSURANCE_${form.toUpperCase()}_FOLDER`];
  const { POSTGRES_URL } = process.env;
  if (!folder || !POSTGRES_URL) return undefined;
  const isPrivate = form === 'microservice' && service !== 'policy-search' && service !== 'dashboard';
  return isPrivate
    ? localDatabase(join(folder, databaseFile(service)))
    : unifiedDatabase(unifiedUrl(POSTGRES_URL, service, form));
}

/** Whether tests can read the stores. */
export const storesAreHere = storeOf('serverless', 'policy') !== undefined;

/** How often each effect of a sale is in the stores, by policy: once each, if nothing is lost and nothing is twice. */
export interface Effects {
  'policy-search': number;
  payment: number;
  /** Entries on the account: the premium that is owed. */
  entries: number;
  documents: number;
  dashboard: number;
}

const effectOf: Record<keyof Effects, [SqlService, string]> = {
  'policy-search': ['policy-search', 'select number from policy_view where number = $1'],
  payment: ['payment', 'select policy_number from policy_account where policy_number = $1'],
  entries: [
    'payment',
    `select e.id from accounting_entry e join policy_account a on a.id = e.account_id where a.policy_number = $1
     and e.entry_type = 'expected_payment'`,
  ],
  documents: ['documents', 'select policy_number from policy_document where policy_number = $1'],
  dashboard: ['dashboard', 'select number from policy_stat where number = $1'],
};

/** Reads from the stores themselves how often each effect of sales is there. */
export async function effectsOf(form: Form, policies: string[]): Promise<Effects[]> {
  const found = policies.map(() => ({}) as Record<string, number>);
  for (const [effect, [service, sql]] of Object.entries(effectOf)) {
    const store = storeOf(form, service);
    try {
      for (const [index, number] of policies.entries()) {
        const rows = await store?.all(sql, [number]);
        (found[index] as Record<string, number>)[effect] = rows?.length ?? 0;
      }
    } finally {
      await store?.close();
    }
  }
  return found as unknown as Effects[];
}

/** What a sale must have left behind. */
export const onceEach: Effects = { 'policy-search': 1, payment: 1, entries: 1, documents: 1, dashboard: 1 };
