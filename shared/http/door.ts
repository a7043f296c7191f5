import { connect } from 'node:net';
import { type Line, type Offer, openLine } from '#wsk/placements/direct/line';
import { FrameClient } from '#wsk/protocol/frame-client';
import { answerIn, type Outgoing, type RawAnswer } from './exchange.ts';

// The embedded OpenWhisk tells its actions a socket on which it takes what it takes on its address, and the local runner
// tells it to processes that call actions. Elsewhere there is none, and the address is used.
const place = once(() => {
  const { DIPTYCH_API_SOCKET: path, __OW_API_HOST, OW_APIHOST } = process.env;
  return { path, host: __OW_API_HOST ?? OW_APIHOST };
});

let platform: FrameClient | undefined;
const lines = new Map<string, Line>();
const action = /^\/api\/v1\/web\/[^/?]+\/[^/?]+\/[^/?]+/;

/** The part of a URL that is asked for through the socket; undefined when it leads elsewhere. */
export function behindDoor(url: string): string | undefined {
  const { path, host } = place();
  if (path === undefined || host === undefined || !url.startsWith(host)) return undefined;
  return url.startsWith('/', host.length) ? url.slice(host.length) : undefined;
}

/**
 * Sends a request through the socket, over one connection for all, or over a line to the called action if the platform
 * has offered one. Rejects when the platform is gone.
 */
export async function sendThroughDoor(target: string, outgoing: Outgoing): Promise<RawAnswer> {
  const { method, headers, body, signal } = outgoing;
  const direct = await lines.get(action.exec(target)?.[0] ?? target)?.call(target, outgoing);
  if (direct !== undefined) return direct;
  platform ??= open();
  const answer = await platform.post(JSON.stringify({ method, url: target, headers }), body ?? '', signal);
  return answerIn(answer.head, answer.body);
}

function open(): FrameClient {
  const socket = connect(place().path as string).unref();
  const client: FrameClient = new FrameClient(
    socket,
    ({ head }) => take(JSON.parse(head) as Offer),
    () => {
      if (platform === client) platform = undefined;
    },
  );
  return client;
}

function take(offer: Offer): void {
  const line = openLine(offer, (lost) => {
    if (lines.get(offer.at) === line) lines.delete(offer.at);
    if (lost) platform?.tell(JSON.stringify({ lost: offer.token }));
  });
  lines.set(offer.at, line);
}

function once<Value>(find: () => Value): () => Value {
  let found: Value | undefined;
  return () => {
    found ??= find();
    return found;
  };
}
