import { setTimeout as delay } from 'node:timers/promises';
import type { KafkaMessage } from 'kafkajs';
import * as z from 'zod';
import { messageOf } from '../errors.ts';
import type { Part } from '../observe/health.ts';
import { log } from '../observe/log.ts';
import { safeParseJson } from '../parse.ts';
import { kafkaClient } from './kafka.ts';
import { readAllBatches, whyUnreadable } from './kafka-batches.ts';
import { type Envelope, type Receive, receive } from './message.ts';
import type { Unreadable } from './unreadable.ts';

/** The topics that a consumer reads, and the group whose members share them. */
export interface Subscription {
  brokers: string;
  group: string;
  topics: readonly string[];
}

const partitionsAtOnce = 4;
/** Milliseconds after which the broker takes a member for gone, and between the signs of life that a member gives. */
const sessionTimeout = 6000;
const heartbeatInterval = 500;
/** Milliseconds before a stopped consumer starts again: doubled each time, up to a limit, until one has run for a minute. */
const waitMs = (failures: number): number => Math.min(10_000, 1000 * 2 ** failures);
const calmMs = 60_000;

/**
 * Consumes events for as long as the process lives, from the first one that the group has not consumed. Whatever stops kafkajs, it
 * is logged and the consumer starts again. A message counts as consumed after `handle` succeeded, and is retried with backoff
 * until then; in place of one that nobody can read, `handle` gets an `Unreadable`. Healthy while the broker counts the consumer
 * among its group.
 */
export function kafkaConsumer(subscription: Subscription, handle: Receive): Part {
  const { group, topics } = subscription;
  let aliveAt = Number.NEGATIVE_INFINITY;

  async function keepConsuming(): Promise<never> {
    for (let failures = 0; ; failures += 1) {
      const since = performance.now();
      const cause = await consume(subscription, handle, () => {
        aliveAt = performance.now();
      }).catch(messageOf);
      aliveAt = Number.NEGATIVE_INFINITY;
      if (performance.now() - since > calmMs) failures = 0;
      const inMs = waitMs(failures);
      log.warn({ service: group, topics, cause, inMs }, 'not consuming from Kafka, starting again');
      await delay(inMs);
    }
  }

  readAllBatches();
  void keepConsuming();
  return { isHealthy: async () => performance.now() - aliveAt < sessionTimeout };
}

/** Consumes until something stops it, and rejects with that. `alive` is told whenever the broker counts the consumer among its group. */
async function consume(
  { brokers, group, topics }: Subscription,
  handle: Receive,
  alive: () => void,
): Promise<never> {
  const consumer = kafkaClient(brokers, group).consumer({
    groupId: group,
    maxWaitTimeInMs: 500,
    heartbeatInterval,
    sessionTimeout,
    // Starting again is done above, in all cases alike; kafkajs does it for some errors only.
    retry: { retries: 5, restartOnFailure: async () => false },
  });
  consumer.on(consumer.events.GROUP_JOIN, alive);
  consumer.on(consumer.events.HEARTBEAT, alive);
  const crash = new Promise<never>((_resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  });
  crash.catch(() => undefined);
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    const running = consumer.run({
      partitionsConsumedConcurrently: partitionsAtOnce,
      eachMessage: async ({ topic, partition, message }) => {
        const traceparent = message.headers?.traceparent?.toString();
        const body = bodyOf(topic, partition, message);
        const envelope: Envelope = traceparent === undefined ? { body } : { body, traceparent };
        await receive(group, `consume ${topic}`, envelope, handle).catch(tryAgain);
      },
    });
    await Promise.race([running, crash]);
    log.info({ service: group, topics }, 'consuming');
    return await crash;
  } finally {
    await consumer.disconnect().catch(() => undefined);
  }
}

/** Throws an error that kafkajs answers with another try. For a `TypeError` and the like it would stop the consumer instead. */
function tryAgain(error: unknown): never {
  throw new Error(messageOf(error), { cause: error });
}

/** The body of a message; for one that cannot be read, where it is and why. */
function bodyOf(topic: string, partition: number, message: KafkaMessage): unknown {
  const why = whyUnreadable(message);
  const text = why === undefined ? (message.value?.toString('utf8') ?? '') : '';
  const body = why === undefined ? safeParseJson(z.unknown(), text) : undefined;
  if (body !== undefined) return body;
  const unreadable: Unreadable = {
    unreadable: why ?? 'it is no JSON',
    topic,
    partition,
    offset: message.offset,
  };
  return text === '' ? unreadable : { ...unreadable, text };
}
