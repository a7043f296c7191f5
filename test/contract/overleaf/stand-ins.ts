import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A request that a stand-in has received. */
export interface Received {
  method: string;
  path: string;
  json?: unknown;
}

/** A server in the place of a neighbour of a service, which answers what a test says and keeps what it was asked. */
export interface StandIn {
  url: string;
  received: Received[];
  /** From here on, paths that fit get this answer: a number is a status, anything else JSON, which may depend on the path. */
  answer(method: string, path: RegExp, answer: unknown): void;
  /** Forgets all answers. */
  reset(): void;
  close(): void;
}

interface Rule {
  method: string;
  path: RegExp;
  answer: unknown;
}

/** Starts a stand-in on a free port; it answers 404 to what it has no answer for. */
export async function startStandIn(): Promise<StandIn> {
  const rules: Rule[] = [];
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const { method = 'GET', url: path = '' } = request;
    received.push({ method, path, ...(method === 'POST' && { json: await json(request) }) });
    const rule = rules.find((each) => each.method === method && each.path.test(path));
    const match = rule?.path.exec(path);
    const found = typeof rule?.answer === 'function' ? rule.answer(...(match ?? []).slice(1)) : rule?.answer;
    const status = typeof found === 'number' ? found : 200;
    if (found === undefined) response.writeHead(404).end();
    else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(found));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (method, path, answer) => rules.unshift({ method, path, answer }),
    reset: () => void rules.splice(0),
    close: () => server.close(),
  };
}
