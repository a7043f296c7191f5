import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { after } from 'node:test';

/** The address of a host that answers as the OpenWhisk at `apihost`, but has no package of alarms and does not say that it is ours. */
export async function withoutAlarms(apihost: string): Promise<string> {
  const server = createServer(async (request, response) => {
    const { url = '' } = request;
    if (url.includes('whisk.system/actions/alarms')) {
      response.writeHead(403).end('{"error":"not entitled"}');
      return;
    }
    const answer = await forward(apihost, request);
    const text = url === '/api/v1' ? answer.text.replace('diptych', 'stock') : answer.text;
    response.writeHead(answer.status, { 'content-type': answer.type }).end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function forward(
  apihost: string,
  request: IncomingMessage,
): Promise<{ status: number; text: string; type: string }> {
  const { method = 'GET', url = '', headers } = request;
  const body = await buffer(request);
  const response = await fetch(apihost + url, {
    method,
    headers: { authorization: headers.authorization ?? '', 'content-type': headers['content-type'] ?? '' },
    ...(body.length === 0 ? {} : { body }),
  });
  const type = response.headers.get('content-type') ?? 'text/plain';
  return { status: response.status, text: await response.text(), type };
}
