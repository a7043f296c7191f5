import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Address } from './address.ts';
import { agentFor } from './agents.ts';
import { bodyText } from './body-text.ts';

/** A request to another process, with its whole body. */
export interface HttpRequest {
  method: string;
  headers: Record<string, string>;
  body?: string | Buffer;
  signal: AbortSignal;
}

/** A response of any status, with its body as text, which is no longer compressed. */
export interface HttpResponse {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** The methods whose requests may be handled twice without harm (RFC 9110, section 9.2.2). */
const idempotent = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

/**
 * Sends a request over a keep-alive connection and reads the whole response. It uses `node:http`, because `fetch` costs several times
 * as much for a small request. When a connection that was open already breaks, a request of an idempotent method is sent once more;
 * another one is not, because the server may have handled it. Rejects with the error of the connection, or with the reason of the
 * signal.
 */
export async function exchange(address: Address, request: HttpRequest): Promise<HttpResponse> {
  try {
    return await attempt(address, request);
  } catch (error) {
    const mayRepeat = idempotent.has(request.method) && !request.signal.aborted;
    if (error instanceof ClosedConnection && mayRepeat) return attempt(address, request);
    throw error;
  }
}

/** A connection that was open before the request has broken: mostly the server has closed it because it was idle. */
class ClosedConnection extends Error {}

function attempt(address: Address, { method, headers, body, signal }: HttpRequest): Promise<HttpResponse> {
  const { connection, path, transport } = address;
  const agent = agentFor(address);
  return new Promise((resolve, reject) => {
    const sent = transport.request({ ...connection, path, method, headers, signal, agent }, (received) => {
      readText(received).then(
        (text) => resolve({ status: received.statusCode ?? 0, headers: received.headers, text }),
        reject,
      );
    });
    sent.once('error', (error: NodeJS.ErrnoException) => {
      const wasClosed = sent.reusedSocket && error.code === 'ECONNRESET';
      reject(wasClosed ? new ClosedConnection(error.message, { cause: error }) : error);
    });
    sent.end(body);
  });
}

function readText(received: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    received.on('data', (chunk: Buffer) => chunks.push(chunk));
    received.once('end', () => {
      try {
        resolve(bodyText(received.headers, Buffer.concat(chunks)));
      } catch (error) {
        reject(error);
      }
    });
    received.once('error', reject);
  });
}
