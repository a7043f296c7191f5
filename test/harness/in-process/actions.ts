import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toActionArguments } from '#wsk/platform/web/web-request';
import { toWebResponse } from '#wsk/platform/web/web-response';

/** The function that the entry file of an action exports. */
export type Main = (params: Record<string, unknown>) => Promise<object>;

/** Serves the HTTP requests of a raw web action on a port, as an OpenWhisk does at the action's URL; answers the port. */
export const serveWebAction = (main: Main, port: number): Promise<number> =>
  serve(async (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
    const body = await bodyOf(request);
    const webRequest = { method: request.method ?? 'GET', path, query, headers: request.headers, body };
    const result = await main(toActionArguments(webRequest, { raw: true }));
    const { status, headers, body: content } = toWebResponse(result);
    response.writeHead(status, [...headers.flat(), 'Access-Control-Allow-Origin', '*']).end(content);
  }, port);

/**
 * Serves the part of OpenWhisk's API that starts actions, on a free port: `POST .../actions/PACKAGE/NAME`, blocking with the
 * result or not. Answers 404 for an action that is not there and 502 when a blocking one fails.
 */
export const serveApi = (actions: ReadonlyMap<string, Main>): Promise<number> =>
  serve(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://api');
    const name = decodeURIComponent(/\/actions\/(.+)$/.exec(pathname)?.[1] ?? '');
    const main = actions.get(name);
    if (main === undefined) return sendJson(response, 404, { error: `There is no action ${name}.` });
    const params = JSON.parse((await bodyOf(request)).toString('utf8')) as Record<string, unknown>;
    if (searchParams.get('blocking') === 'true') return sendJson(response, 200, await main(params));
    sendJson(response, 202, { activationId: '0'.repeat(32) });
    await main(params).catch((error: unknown) => console.error(error));
  });

async function serve(
  answer: (...args: Parameters<RequestListener>) => Promise<void>,
  port = 0,
): Promise<number> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) return response.destroy();
      sendJson(response, 502, { error: error instanceof Error ? error.message : String(error) });
    });
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const sendJson = (response: ServerResponse, status: number, value: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
};

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
