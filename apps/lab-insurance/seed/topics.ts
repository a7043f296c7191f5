import { Kafka, logLevel } from 'kafkajs';
import { topics } from '../events.ts';

const numPartitions = 4;

/** Makes the topics in the broker; those that are there stay as they are. */
export async function makeTopics(brokers: string): Promise<void> {
  const admin = new Kafka({
    brokers: brokers.split(','),
    clientId: 'seed',
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 200, maxRetryTime: 1000, retries: 60 },
  }).admin();
  await admin.connect();
  try {
    await admin.createTopics({
      topics: topics.map((topic) => ({ topic, numPartitions })),
      waitForLeaders: true,
    });
  } finally {
    await admin.disconnect();
  }
}
