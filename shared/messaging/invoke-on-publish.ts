import type { ActionClient } from '../actions/client.ts';
import type { Part } from '../observe/health.ts';
import { invokeSubscriber } from './invoke-subscriber.ts';
import { type Send, wrapInEnvelope } from './message.ts';
import { type Consuming, type Route, rabbitConsumer, rabbitPublisher } from './rabbitmq.ts';

/**
 * Sends a message through a broker: the sender publishes as a microservice does, and a feed invokes the receiver's action for each
 * message ("invoke on publish"). The message is stored once the broker has confirmed it.
 */
export const invokeOnPublish = <Body>(url: string, route: Route): Send<Body> & Part =>
  rabbitPublisher(url, route);

/** A low concurrency, because each message is an activation; delays of about 30 s in all, in which a platform can restart. */
const gentle: Consuming = { atOnce: 10, waitsMs: [200, 1000, 5000, 25_000] };

/**
 * The process between broker and platform: invokes an action for each message and acknowledges the message after the action
 * succeeded. Otherwise the message is delivered again after a longer delay each time, and finally put into `<queue>.dead`; see
 * `retry.ts`. An activation may be repeated, so the action has to be idempotent.
 */
export const feed = (url: string, route: Route, action: ActionClient, consuming: Consuming = gentle): Part =>
  rabbitConsumer(
    url,
    route,
    `feed of ${action.name}`,
    (body) => invokeSubscriber(action, wrapInEnvelope(body)),
    consuming,
  );
