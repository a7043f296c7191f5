import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';

/** A request that a stand-in has received. */
export interface ReceivedCall {
  to: string;
  method: string;
  path: string;
  json?: unknown;
  /** `NAME:PASSWORD`. */
  authorization?: string;
}

/** What a stand-in answers; undefined for no answer at all. */
export interface StandInAnswer {
  status: number;
  body?: unknown;
}

/** Decides what a stand-in answers. */
export type Answer = (call: ReceivedCall) => StandInAnswer | undefined | Promise<StandInAnswer | undefined>;

/** A server in the place of a service that calls go to. */
export interface StandIn {
  url: string;
  close(): Promise<void>;
}

/** Starts a server in the place of the service `to`; `answer` is asked for each call, which is added to `calls` first. */
export async function startStandIn(
  to: string,
  calls: ReceivedCall[],
  answer: (call: ReceivedCall, headers: IncomingHttpHeaders) => ReturnType<Answer>,
): Promise<StandIn> {
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = await receive(to, request);
    calls.push(call);
    send(response, await answer(call, request.headers));
  };
  const server = createServer((request, response) => {
    respond(request, response).catch(console.error);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

async function receive(to: string, request: IncomingMessage): Promise<ReceivedCall> {
  const isPacked = request.headers['content-encoding'] === 'gzip';
  const body = await text(isPacked ? request.pipe(createGunzip()) : request);
  const basic = /^Basic (.*)$/.exec(request.headers.authorization ?? '')?.[1];
  return {
    to,
    method: request.method ?? '',
    path: request.url ?? '',
    ...(body !== '' && { json: JSON.parse(body) as unknown }),
    ...(basic !== undefined && { authorization: Buffer.from(basic, 'base64').toString() }),
  };
}

function send(response: ServerResponse, answer: StandInAnswer | undefined): void {
  if (answer === undefined) return;
  const { status, body } = answer;
  const content = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json' }).end(content);
}
