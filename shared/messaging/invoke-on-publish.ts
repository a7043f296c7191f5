import type { ActionClient } from '../actions/client.ts';
import { invokeSubscriber } from './invoke-subscriber.ts';
import { type Send, wrapInEnvelope } from './message.ts';
import { type Consuming, type Route, rabbitConsumer, rabbitPublisher } from './rabbitmq.ts';

/**
 * Sends a message through a broker that stays: the sender publishes as a microservice does, and a feed invokes the
 * receiver's action for it ("invoke on publish"). The message is safe once the broker has confirmed it.
 */
export const invokeOnPublish = <Body>(url: string, route: Route): Send<Body> => rabbitPublisher(url, route);

/** Few at once, because each message is an activation; waits of 30 s in all, as a platform may have to start anew. */
const gentle: Consuming = { atOnce: 10, waitsMs: [200, 1000, 5000, 25_000] };

/**
 * The process between broker and platform, for as long as it lives: invokes an action for each message and
 * acknowledges the message after the action succeeded. Otherwise the message waits, longer each time, and is finally
 * put into `<queue>.dead`. An activation may be repeated, so its effect must be the same when it comes again.
 */
export const feed = (
  url: string,
  route: Route,
  action: ActionClient,
  consuming: Consuming = gentle,
): Promise<void> =>
  rabbitConsumer(
    url,
    route,
    `feed of ${action.name}`,
    (body) => invokeSubscriber(action, wrapInEnvelope(body)),
    consuming,
  );
