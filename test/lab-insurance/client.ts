import assert from 'node:assert/strict';
import { journey } from '#apps/lab-insurance/smoke-scenario';
import { call, type HttpResponse, jsonOf } from '#shared/http/client';
import { eventually } from '#test/harness/eventually';
import type { DeployedForm } from '#test/harness/forms';

/** The four services that receive each sale as an event. */
export const consumers = ['policy-search', 'payment', 'documents', 'dashboard'] as const;
export type Consumer = (typeof consumers)[number];

/** An agent who sells policies through the API of the sales portal. */
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

/** The secret with which the deployment signs tokens: that of JWT_SECRET, as for the deployment itself. */
export const jwtSecret = process.env.JWT_SECRET || 'pleaseChangeThisSecretForANewOne';

export const ada = { firstName: 'Ada', lastName: 'Byron', taxId: '11111111116' };

/** A token of an agent: of `jimmy.solid`, who may sell everything, unless another one is named. */
export async function login(
  { request }: Pick<DeployedForm, 'request'>,
  username = 'jimmy.solid',
  password = 'secret',
): Promise<string> {
  const { body } = await request.post('/login').send({ username, password }).expect(200);
  return (body as { access_token: string }).access_token;
}

/** An agent who is logged in. */
export async function agentOf(deployed: DeployedForm, username?: string, password?: string): Promise<Agent> {
  const authorization = `Bearer ${await login(deployed, username, password)}`;
  const send: Agent['send'] = (method, path, json, headers = {}) =>
    call(deployed.url + path, {
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
