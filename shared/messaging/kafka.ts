import { Kafka, logLevel, type Message, Partitioners, type Producer } from 'kafkajs';
import { unavailable } from '../errors.ts';
import { withWait } from '../observe/context.ts';
import { checkOnlyWaitingRequests } from './kafka-request-queue.ts';
import type { OutboxRow, Publish } from './outbox.ts';

checkOnlyWaitingRequests();

/** A client of the brokers at `HOST:PORT`, separated by commas. */
export const kafkaClient = (brokers: string, clientId: string): Kafka =>
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
    const producer = kafkaClient(brokers, clientId).producer({
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
