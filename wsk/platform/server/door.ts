import type { IncomingHttpHeaders } from 'node:http';
import { createServer, type Server } from 'node:net';
import type { Offer } from '#wsk/placements/direct/line';
import { batchedWriter, frame, readFrames } from '#wsk/protocol/frames';
import type { Lendable, Lines } from '../../placements/direct/lines.ts';
import { FrameAnswer } from './frame-answer.ts';
import type { Incoming, Outgoing } from './http.ts';

/**
 * Opens the way by which actions reach the platform without the network: a unix socket that takes requests as frames,
 * any number at once. Each is handed to `serve` like one that came over HTTP, so that the same rules hold. Who calls the
 * same action again and again is offered a line to it, and tells when that has broken off, which is seen there first.
 */
export function openDoor(
  path: string,
  serve: (request: Incoming, response: Outgoing) => void,
  lines: Pick<Lines, 'lend' | 'lost'>,
): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    const write = batchedWriter(socket);
    const regular = createRegular(lines.lend, (offer) => write(frame(0, JSON.stringify(offer), '')));
    readFrames(socket, ({ id, head, body }) => {
      if (id === 0) return lines.lost((JSON.parse(head) as { lost: string }).lost);
      const asked = JSON.parse(head) as { method: string; url: string; headers: Record<string, string> };
      const request = { ...requestOf(asked, body), lend: regular };
      serve(request, new FrameAnswer(socket, write, id));
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}

const callsBeforeLine = 3;

// Counts the calls of one caller to each action.
function createRegular(lend: Lines['lend'], offer: (offer: Offer) => void): (what: Lendable) => void {
  const calls = new Map<string, number>();
  return (what) => {
    const count = (calls.get(what.at) ?? 0) + 1;
    calls.set(what.at, count);
    if (count !== callsBeforeLine) return;
    const again = (): void => void calls.delete(what.at);
    lend(what, again).then((line) => (line === undefined ? again() : offer(line)));
  };
}

function requestOf(
  asked: { method: string; url: string; headers: Record<string, string> },
  body: Buffer,
): Incoming {
  const headers: IncomingHttpHeaders = {};
  const rawHeaders: string[] = [];
  for (const name in asked.headers) {
    const value = asked.headers[name] as string;
    headers[name.toLowerCase()] = value;
    rawHeaders.push(name, value);
  }
  if (body.length > 0) headers['content-length'] = String(body.length);
  return {
    method: asked.method,
    url: asked.url,
    headers,
    rawHeaders,
    complete: true,
    body,
    on: nothing as never,
    resume: nothing,
  };
}

const nothing = (): undefined => undefined;
