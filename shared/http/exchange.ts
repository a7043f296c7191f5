import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';

/** A request as it goes over the wire. */
export interface Outgoing {
  method: string;
  headers: Record<string, string>;
  body?: string | Buffer;
  signal: AbortSignal;
}

/** An answer of whatever status, its body as bytes. */
export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** An answer of whatever status, its body read. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** An answer that came as a frame: status and headers, names and values in turn, in the head. */
export function answerIn(head: string, body: Buffer): RawAnswer {
  const { status, headers } = JSON.parse(head) as { status: number; headers: string[] };
  return rawAnswer(status, headers, body);
}

/** An answer whose headers are names and values in turn. */
export const rawAnswer = (status: number, headers: string[], body: Buffer): RawAnswer => ({
  status,
  headers: byName(headers),
  body,
});

// As Node gives the headers of an answer: by their names in lower case, cookies as a list.
function byName(headers: string[]): IncomingHttpHeaders {
  const named: IncomingHttpHeaders = {};
  for (let at = 0; at < headers.length; at += 2) {
    const [name = '', value = ''] = [headers[at]?.toLowerCase(), headers[at + 1]];
    if (name === 'set-cookie') named[name] = [...(named[name] ?? []), value];
    else named[name] = value;
  }
  return named;
}

const clients = {
  'http:': { request: http.request, agent: new http.Agent({ keepAlive: true }) },
  'https:': { request: https.request, agent: new https.Agent({ keepAlive: true }) },
};

/**
 * Sends a request over a connection that stays open and reads the whole answer. Node's own client rather than
 * `fetch`, which costs several times as much for a small call. Rejects as the connection fails.
 */
export async function exchange(url: URL, outgoing: Outgoing): Promise<Answer> {
  try {
    return await once(url, outgoing);
  } catch (error) {
    // The other side had closed an idle connection at the very moment when it was used again.
    if (error instanceof ClosedConnection && !outgoing.signal.aborted) return once(url, outgoing);
    throw error;
  }
}

class ClosedConnection extends Error {}

function once(url: URL, { method, headers, body, signal }: Outgoing): Promise<Answer> {
  const client = clients[url.protocol === 'https:' ? 'https:' : 'http:'];
  return new Promise((resolve, reject) => {
    const request = client.request(url, { method, headers, signal, agent: client.agent }, (answer) => {
      read(answer).then(
        (text) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }),
        reject,
      );
    });
    request.once('error', (error: NodeJS.ErrnoException) => {
      const wasClosed = request.reusedSocket && error.code === 'ECONNRESET';
      reject(wasClosed ? new ClosedConnection(error.message, { cause: error }) : error);
    });
    request.end(body);
  });
}

async function read(answer: IncomingMessage): Promise<string> {
  answer.setEncoding('utf8');
  let text = '';
  for await (const chunk of answer) text += chunk;
  return text;
}
