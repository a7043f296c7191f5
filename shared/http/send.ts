import * as http from 'node:http';
import * as https from 'node:https';
import { behindDoor, sendThroughDoor } from './door.ts';

/** An answer of whatever status as it came; header names and values in turn. */
export interface Sent {
  status: number;
  headers: string[];
  text: string;
}

/** What to send. */
export interface Outgoing {
  method: string;
  headers: Record<string, string>;
  body: string;
  /** Milliseconds after which it rejects with an error named TimeoutError. */
  deadlineMs: number;
}

const agents = {
  'http:': new http.Agent({ keepAlive: true }),
  'https:': new https.Agent({ keepAlive: true }),
};

/** Sends a request over a connection that stays open and reads the whole answer; inside an action of the embedded
 * OpenWhisk, what goes to that goes through its local socket. */
export async function send(url: string, { method, headers, body, deadlineMs }: Outgoing): Promise<Sent> {
  const target = behindDoor(url);
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(new DOMException('too late', 'TimeoutError')), deadlineMs);
  try {
    return target === undefined
      ? await sendThroughNetwork(url, method, headers, body, deadline.signal)
      : await sendThroughDoor(method, target, headers, body, deadline.signal);
  } catch (error) {
    throw deadline.signal.aborted ? deadline.signal.reason : error;
  } finally {
    clearTimeout(timer);
  }
}

function sendThroughNetwork(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<Sent> {
  const secure = url.startsWith('https:');
  const length = body === '' ? {} : { 'content-length': Buffer.byteLength(body) };
  const options = {
    method,
    signal,
    agent: agents[secure ? 'https:' : 'http:'],
    headers: { ...headers, ...length },
  };
  return new Promise((resolve, reject) => {
    const request = (secure ? https : http).request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.rawHeaders,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}
