import { Kafka, logLevel, type Message, Partitioners, type Producer } from 'kafkajs';
import * as z from 'zod';
import { messageOf, unavailable } from '../errors.ts';
import { withWait } from '../observe/context.ts';
import { log } from '../observe/log.ts';
import { safeParseJson } from '../parse.ts';
import { type Envelope, type Receive, receive } from './message.ts';
import type { OutboxRow, Publish } from './outbox.ts';

const connect = (brokers: string, clientId: string): Kafka =>
  new Kafka({
    brokers: brokers.split(','),
    clientId,
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2000,
    requestTimeout: 5000,
    // Reconnects a few seconds after a restart of the broker; with the defaults of kafkajs it takes 20 s.
    retry: { initialRetryTime: 100, maxRetryTime: 1000, retries: 30, multiplier: 1.5 },
  });

/** Publishes events, each under its key, so that those of one key stay in order. Resolves when the broker has stored them; throws `unavailable`. */
export function kafkaPublisher(brokers: string, clientId: string): Publish {
  let connecting: Promise<Producer> | undefined;
  const open = async (): Promise<Producer> => {
    const producer = connect(brokers, clientId).producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { retries: 3 },
    });
    await producer.connect();
    return producer;
  };
  return (events) =>
    withWait('call', async () => {
      try {
        connecting ??= open();
        const producer = await connecting;
        const topics = [...new Set(events.map(({ type }) => type))];
        const topicMessages = topics.map((topic) => ({
          topic,
          messages: events.filter(({ type }) => type === topic).map(kafkaMessage),
        }));
        await producer.sendBatch({ acks: -1, topicMessages });
      } catch (error) {
        void connecting?.then((producer) => producer.disconnect()).catch(() => undefined);
        connecting = undefined;
        throw unavailable('message broker not available', error);
      }
    });
}

const kafkaMessage = ({ key, payload, traceparent }: OutboxRow): Message => ({
  key,
  value: payload,
  ...(traceparent === null ? {} : { headers: { traceparent } }),
});

/** The topics that a consumer reads, and the group whose members share them. */
export interface Subscription {
  brokers: string;
  group: string;
  topics: readonly string[];
}

const partitionsAtOnce = 4;
const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Consumes events for as long as the process lives, from the first one that the group has not consumed; joins the group again
 * after an outage of the broker. A message counts as consumed after `handle` succeeded, and is retried with backoff until then.
 */
export function kafkaConsumer({ brokers, group, topics }: Subscription, handle: Receive): void {
  const consumer = connect(brokers, group).consumer({
    groupId: group,
    maxWaitTimeInMs: 200,
    heartbeatInterval: 500,
    sessionTimeout: 6000,
  });
  const run = async (): Promise<void> => {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      partitionsConsumedConcurrently: partitionsAtOnce,
      eachMessage: async ({ topic, message }) => {
        const traceparent = message.headers?.traceparent?.toString();
        const body = bodyOf(message.value);
        const envelope: Envelope = traceparent === undefined ? { body } : { body, traceparent };
        await receive(group, `consume ${topic}`, envelope, handle);
      },
    });
    log.info({ service: group, topics }, 'consuming');
  };
  const start = async (): Promise<void> => {
    for (;;) {
      try {
        return await run();
      } catch (error) {
        log.warn(
          { service: group, cause: messageOf(error) },
          'Kafka is not reachable, trying again in a second',
        );
        await delay(1000);
      }
    }
  };
  void start();
}

/** Passes a body that is not JSON on as text, so that the receiver's inbox can set it aside and keep it. */
function bodyOf(value: Buffer | null): unknown {
  const text = value?.toString('utf8') ?? '';
  return safeParseJson(z.unknown(), text) ?? text;
}
