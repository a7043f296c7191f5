import { behindDoor, sendThroughDoor } from './door.ts';
import { type Answer, exchange, type Outgoing, type RawAnswer } from './exchange.ts';
import { fusedAction } from './fused.ts';

/**
 * Sends a request and reads the whole answer: over the network, or, inside an action of the embedded OpenWhisk, through
 * its local socket if that is where the URL leads. A call of an action in the same archive does not leave the process.
 */
export async function send(url: URL, outgoing: Outgoing): Promise<Answer> {
  const path = url.pathname + url.search;
  const near = await fusedAction(path)?.(path, outgoing);
  if (near !== undefined) return withText(near);
  const target = behindDoor(url.href);
  return target === undefined ? exchange(url, outgoing) : withText(await sendThroughDoor(target, outgoing));
}

const withText = ({ status, headers, body }: RawAnswer): Answer => ({
  status,
  headers,
  text: body.toString(),
});
