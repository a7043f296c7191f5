import { fusedAction } from '#wsk/placements/fused/fused';
import { behindDoor, sendThroughDoor } from './door.ts';
import { type Answer, exchange, type Outgoing, type RawAnswer } from './exchange.ts';

/** Where requests go: made once where many go the same way. */
export interface Destination {
  url: URL;
  /** Path and query. */
  path: string;
  /** The same as the platform's socket is told it; undefined when it leads elsewhere. */
  behindDoor: string | undefined;
}

/** Reads an address. Throws when it is none. */
export function destination(address: string): Destination {
  const url = new URL(address);
  return { url, path: url.pathname + url.search, behindDoor: behindDoor(url.href) };
}

/**
 * Sends a request and reads the whole answer: over the network, or, inside an action of the embedded OpenWhisk, through
 * its local socket if that is where the URL leads. A call of an action in the same archive does not leave the process.
 */
export async function send(to: Destination, outgoing: Outgoing): Promise<Answer> {
  const near = await fusedAction(to.path)?.(to.path, outgoing);
  if (near !== undefined) return withText(near);
  if (to.behindDoor === undefined) return exchange(to.url, outgoing);
  return withText(await sendThroughDoor(to.behindDoor, outgoing));
}

const withText = ({ status, headers, body }: RawAnswer): Answer => ({
  status,
  headers,
  text: body.toString(),
});
