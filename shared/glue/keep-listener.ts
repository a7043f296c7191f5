import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { Agent, createServer, request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GlueRequest, type GlueResponse, plainAnswer } from './codec.ts';
import { fromRaw, peerAddress } from './node-http.ts';
import { refusal, type Service, type WebAction, webAction } from './web-action.ts';

/** Bytes; what may come in is limited before, and what goes out by the size of a result. */
const maxHeaderSize = 2 ** 20;

/**
 * Makes a web action of an HTTP service by keeping its listener: a real server on a unix socket, started once an
 * instance, to which each activation is forwarded over a connection that stays open.
 */
export function keepListener(service: Service): WebAction {
  const agent = new Agent({ keepAlive: true });
  return webAction(start(service), (socketPath, request, answer) =>
    forward(socketPath, agent, request, answer),
  );
}

async function start(service: Service): Promise<string> {
  const listener = await service;
  const socketPath = join(tmpdir(), `listener-${randomUUID()}.sock`);
  // Nothing may be closed by the clock: the platform stops an idle instance, and its clock jumps when it goes on.
  const timeless = { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 };
  const server = createServer({ ...timeless, maxHeaderSize }, (request, response) => {
    try {
      listener(request, response);
    } catch (error) {
      const { status, headers, body } = refusal(error);
      response.writeHead(status, headers as OutgoingHttpHeaders).end(body);
    }
  });
  server.on('connection', (socket) => {
    // A unix socket has no address of its own.
    Object.defineProperty(socket, 'remoteAddress', { value: peerAddress });
    socket.unref();
  });
  server.unref();
  process.once('exit', () => rmSync(socketPath, { force: true }));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, () => resolve(socketPath));
  });
}

function forward(
  socketPath: string,
  agent: Agent,
  { method, url: path, headers, body }: GlueRequest,
  answer: (response: GlueResponse) => void,
): () => void {
  const broken = () => answer(plainAnswer(502, 'The service broke off the connection.'));
  const options = { socketPath, agent, method, path, headers, maxHeaderSize };
  const forwarded = httpRequest(options, (answered) => {
    const { statusCode: status = 502 } = answered;
    const chunks: Buffer[] = [];
    answered.on('data', (chunk: Buffer) => chunks.push(chunk));
    answered.on('error', broken);
    answered.once('end', () =>
      answer({ status, headers: fromRaw(answered.rawHeaders), body: Buffer.concat(chunks) }),
    );
  });
  forwarded.on('error', broken);
  forwarded.end(body);
  return () => forwarded.destroy();
}
