import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach } from 'node:test';
import supertest from 'supertest';
import { tokenFor } from '#apps/lab-insurance/tokens';

/** A request that reached a neighbour of the gateway. */
export interface Asked {
  what: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

/** What a neighbour does with a request. */
export type Behaviour =
  | { status?: number; body?: unknown; headers?: Record<string, string> }
  | 'silent'
  | 'broken';

/** The secret that the gateway under test knows. */
const secret = 'the secret of this test';

/** A gateway whose neighbours do what each test says. To be called once in a test file. */
export function gatewayAlone() {
  let behaviours: Behaviour[] = [];
  let asked: Asked[] = [];
  let request: ReturnType<typeof supertest>;
  let authorization = '';

  const neighbours = createServer(async (incoming, response) => {
    let text = '';
    for await (const chunk of incoming) text += chunk;
    asked.push({
      what: `${incoming.method} ${incoming.url}`,
      headers: incoming.headers,
      body: text === '' ? undefined : JSON.parse(text),
    });
    const behaviour = behaviours.length > 1 ? behaviours.shift() : behaviours[0];
    if (behaviour === 'silent') return;
    if (behaviour === 'broken' || behaviour === undefined) return void incoming.socket.destroy();
    const { status = 200, body = {}, headers = {} } = behaviour;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });

  before(async () => {
    await once(neighbours.listen(0, '127.0.0.1'), 'listening');
    const base = `http://127.0.0.1:${(neighbours.address() as AddressInfo).port}`;
    for (const name of ['PRODUCT', 'POLICY', 'POLICY_SEARCH', 'PAYMENT', 'DOCUMENTS', 'DASHBOARD'])
      process.env[`${name}_URL`] = `${base}/${name.toLowerCase()}`;
    Object.assign(process.env, { JWT_SECRET: secret, CALL_DEADLINE_MS: '150', LOG_LEVEL: 'silent' });
    const { gateway } = await import('#apps/lab-insurance/gateway/service');
    request = supertest(gateway);
    authorization = await bearer();
  });
  after(() => {
    neighbours.close();
    neighbours.closeAllConnections();
  });
  beforeEach(() => {
    asked = [];
    behaviours = [{}];
  });

  return {
    /** Says what the neighbours answer, in turn; the last one again and again. */
    answers(...next: Behaviour[]): void {
      behaviours = next;
    },
    /** What reached them since the last look. */
    takeAsked(): Asked[] {
      const before = asked;
      asked = [];
      return before;
    },
    /** The gateway, with no token of its own. */
    anonymous: () => request,
    get: (path: string, by = authorization) => request.get(path).set('Authorization', by),
    post: (path: string, body?: object, by = authorization) =>
      request.post(path).set('Authorization', by).send(body),
  };
}

/** The header of an agent. */
export const bearer = async (login = 'jimmy.solid', roles = ['TRI', 'CAR'], key = secret): Promise<string> =>
  `Bearer ${await tokenFor({ login, roles, avatar: '' }, key)}`;

/** A service without its store. */
export const unavailable: Behaviour = {
  status: 503,
  body: { message: 'no database', code: 'UNAVAILABLE' },
};
/** An offer as far as the gateway looks at it. */
export const offer = { productCode: 'CAR', anything: [1] };
