import type { IncomingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Answer, Outgoing } from './exchange.ts';
import { batchedWriter, frame, frameReader } from './frames.ts';

// The embedded OpenWhisk tells its actions a socket on which it takes what it takes on its address. Elsewhere there is
// none, and the address is used.
const { DIPTYCH_API_SOCKET: path, __OW_API_HOST: host } = process.env;

interface Waiting {
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

let socket: Socket | undefined;
let write: (bytes: Buffer) => void;
let waiting = new Map<number, Waiting>();
let last = 0;

/** The part of a URL that is asked for through the socket; undefined when it leads elsewhere. */
export function behindDoor(url: string): string | undefined {
  if (path === undefined || host === undefined || !url.startsWith(host)) return undefined;
  return url.startsWith('/', host.length) ? url.slice(host.length) : undefined;
}

/** Sends a request through the socket, over one connection for all. Rejects when the platform is gone. */
export function sendThroughDoor(
  target: string,
  { method, headers, body, signal }: Outgoing,
): Promise<Answer> {
  socket ??= open();
  last = (last + 1) >>> 0;
  const id = last;
  const mine = waiting;
  return new Promise((resolve, reject) => {
    const gaveUp = (): void => {
      mine.delete(id);
      reject(signal.reason as Error);
    };
    const done =
      <Value>(settle: (value: Value) => void) =>
      (value: Value): void => {
        signal.removeEventListener('abort', gaveUp);
        settle(value);
      };
    signal.addEventListener('abort', gaveUp);
    mine.set(id, { resolve: done(resolve), reject: done(reject) });
    write(frame(id, JSON.stringify({ method, url: target, headers }), body ?? ''));
  });
}

function open(): Socket {
  const mine = waiting;
  const opened = connect(path as string);
  write = batchedWriter(opened);
  const lost = (error?: Error): void => {
    if (socket === opened) {
      socket = undefined;
      waiting = new Map();
    }
    for (const { reject } of mine.values()) reject(error ?? new Error('the platform has gone'));
    mine.clear();
  };
  opened.on('error', lost);
  opened.on('close', () => lost());
  opened.on(
    'data',
    frameReader(({ id, head, body }) => {
      const { status, headers } = JSON.parse(head) as { status: number; headers: string[] };
      const one = mine.get(id);
      mine.delete(id);
      one?.resolve({ status, headers: byName(headers), text: body.toString() });
    }),
  );
  return opened.unref();
}

/** Names and values in turn, as Node gives the headers of an answer: by their names in lower case. */
function byName(headers: string[]): IncomingHttpHeaders {
  const named: IncomingHttpHeaders = {};
  for (let at = 0; at < headers.length; at += 2) named[headers[at]?.toLowerCase() ?? ''] = headers[at + 1];
  return named;
}
