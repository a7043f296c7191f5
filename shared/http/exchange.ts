import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Address } from './address.ts';

/** A request to another process, with its whole body. */
export interface HttpRequest {
  method: string;
  headers: Record<string, string>;
  body?: string | Buffer;
  signal: AbortSignal;
}

/** A response of any status, with its body as text. */
export interface HttpResponse {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

const httpAgent = new http.Agent({ keepAlive: true });
const httpsAgent = new https.Agent({ keepAlive: true });

/**
 * Sends a request over a keep-alive connection and reads the whole response. It uses `node:http`, because `fetch` costs several times
 * as much for a small request. Rejects with the error of the connection, or with the reason of the signal.
 */
export async function exchange(address: Address, request: HttpRequest): Promise<HttpResponse> {
  try {
    return await attempt(address, request);
  } catch (error) {
    // The server closed the idle connection while the request was sent, so it has not handled the request.
    if (error instanceof ClosedConnection && !request.signal.aborted) return attempt(address, request);
    throw error;
  }
}

class ClosedConnection extends Error {}

function attempt(
  { connection, path, transport }: Address,
  { method, headers, body, signal }: HttpRequest,
): Promise<HttpResponse> {
  const agent = transport === https ? httpsAgent : httpAgent;
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
    let text = '';
    received.setEncoding('utf8');
    received.on('data', (chunk: string) => {
      text += chunk;
    });
    received.once('end', () => resolve(text));
    received.once('error', reject);
  });
}
