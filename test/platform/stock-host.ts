import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { after } from 'node:test';

interface Answer {
  status: number;
  text: string;
}

/** The response of a host to a request, in place of that of the OpenWhisk behind it; undefined passes the request on. */
type Respond = (method: string, url: string) => Answer | undefined | Promise<Answer | undefined>;

/** The address of a host that answers as the OpenWhisk at `apihost`, but for some requests. */
export async function hostBefore(apihost: string, respond: Respond): Promise<string> {
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '' } = request;
    const { status, text } = (await respond(method, url)) ?? (await forward(apihost, request));
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The same for one that has no package of alarms, and does not say that it is ours. */
export const withoutAlarms = (apihost: string): Promise<string> =>
  hostBefore(apihost, (_, url) => {
    if (url.includes('whisk.system/actions/alarms')) return { status: 403, text: '{"error":"not entitled"}' };
    return url === '/api/v1' ? { status: 200, text: '{"build":"stock"}' } : undefined;
  });

/** The same for one with these kinds of runtimes, as Apache OpenWhisk lists them. */
export const withKinds = (
  apihost: string,
  ...kinds: { kind: string; deprecated?: boolean }[]
): Promise<string> =>
  hostBefore(apihost, (_, url) => {
    if (url !== '/') return undefined;
    const familyOf = (kind: string): string => kind.replace(/:.*/, '');
    const runtimes = Object.fromEntries(
      kinds.map(({ kind }) => [
        familyOf(kind),
        kinds.filter((each) => familyOf(each.kind) === familyOf(kind)),
      ]),
    );
    return { status: 200, text: JSON.stringify({ description: 'OpenWhisk', runtimes }) };
  });

async function forward(apihost: string, request: IncomingMessage): Promise<Answer> {
  const { method = 'GET', url = '', headers } = request;
  const body = await buffer(request);
  const response = await fetch(apihost + url, {
    method,
    headers: { authorization: headers.authorization ?? '', 'content-type': headers['content-type'] ?? '' },
    ...(body.length === 0 ? {} : { body }),
  });
  return { status: response.status, text: await response.text() };
}
