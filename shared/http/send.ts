import { behindDoor, sendThroughDoor } from './door.ts';
import { type Answer, exchange, type Outgoing } from './exchange.ts';

/**
 * Sends a request and reads the whole answer: over the network, or, inside an action of the embedded OpenWhisk, through
 * its local socket if that is where the URL leads.
 */
export async function send(url: URL, outgoing: Outgoing): Promise<Answer> {
  const target = behindDoor(url.href);
  if (target === undefined) return exchange(url, outgoing);
  const { status, headers, body } = await sendThroughDoor(target, outgoing);
  return { status, headers, text: body.toString() };
}
