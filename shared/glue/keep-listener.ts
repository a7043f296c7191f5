import { randomUUID } from 'node:crypto';
import { Agent, createServer, request as httpRequest, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  decodeRequest,
  encodeResponse,
  type GlueRequest,
  type GlueResponse,
  type WebActionParams,
  type WebActionResult,
} from './codec.ts';

/**
 * Makes a web action of an HTTP service by keeping its listener: a real server on a unix socket, started once an
 * instance, to which each activation is forwarded over a connection that stays open.
 */
export function keepListener(listener: RequestListener) {
  const agent = new Agent({ keepAlive: true });
  let starting: Promise<string> | undefined;
  return async (params: WebActionParams): Promise<WebActionResult> => {
    starting ??= start(listener);
    const request = decodeRequest(params);
    return encodeResponse(await forward(await starting, agent, request), request);
  };
}

function start(listener: RequestListener): Promise<string> {
  const socketPath = join(tmpdir(), `listener-${randomUUID()}.sock`);
  const server = createServer(listener);
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, () => resolve(socketPath));
  });
}

function forward(socketPath: string, agent: Agent, request: GlueRequest): Promise<GlueResponse> {
  const { method, url: path, headers, body } = request;
  return new Promise((resolve, reject) => {
    const forwarded = httpRequest({ socketPath, agent, method, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
    });
    forwarded.once('error', reject);
    forwarded.end(body);
  });
}
