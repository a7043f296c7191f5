// What a consumer does with messages that its client cannot read, and when its client stops, with a real broker.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { type Admin, Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { kafkaConsumer } from '#shared/messaging/kafka-consumer';
import { control, noControl } from '#test/harness/control';
import { eventually } from '#test/harness/eventually';
import { batchWith, type KafkaProxy, kafkaProxy, nameCodec } from './kafka-proxy.ts';

const { KAFKA_BROKERS = '' } = process.env;
const skip = KAFKA_BROKERS === '' && 'needs Kafka: npm test -- messages';

describe('a consumer of Kafka', { skip }, () => {
  const kafka = new Kafka({ brokers: [KAFKA_BROKERS], logLevel: logLevel.NOTHING });
  const proxies: KafkaProxy[] = [];
  const topics: string[] = [];
  let admin: Admin;
  let producer: Producer;
  before(async () => {
    admin = kafka.admin();
    producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await Promise.all([admin.connect(), producer.connect()]);
  });
  after(async () => {
    for (const proxy of proxies) proxy.close();
    await admin.deleteTopics({ topics });
    await Promise.all([admin.disconnect(), producer.disconnect()]);
    // The consumers of these tests live as long as the process.
    setImmediate(() => process.exit());
  });

  /** Makes a topic of one partition, whose batches the broker compresses. */
  async function newTopic(compression = 'producer'): Promise<string> {
    const topic = `test-${randomUUID()}`;
    topics.push(topic);
    const configEntries = [{ name: 'compression.type', value: compression }];
    await admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }], waitForLeaders: true });
    return topic;
  }
  /** Sends bodies to a topic as one batch. */
  const send = (topic: string, ...bodies: unknown[]) =>
    producer.send({ topic, messages: bodies.map((body) => ({ value: JSON.stringify(body) })) });
  /** Starts a consumer that keeps what it gets, after `handle` has done with it. */
  function consumer(
    topic: string,
    handle: (body: unknown) => void = () => undefined,
    brokers = KAFKA_BROKERS,
  ) {
    const got: unknown[] = [];
    const receive = async (body: unknown): Promise<void> => {
      handle(body);
      got.push(body);
    };
    const { isHealthy } = kafkaConsumer({ brokers, group: `test-${randomUUID()}`, topics: [topic] }, receive);
    return { got, isHealthy };
  }
  /** The same through a proxy that tampers with the responses. */
  async function deceived(topic: string, tamper: (response: Buffer) => Buffer) {
    const proxy = await kafkaProxy(KAFKA_BROKERS, tamper);
    proxies.push(proxy);
    return consumer(topic, undefined, proxy.broker);
  }

  for (const codec of ['uncompressed', 'gzip', 'snappy', 'lz4', 'zstd']) {
    it(`reads batches that are ${codec}, small ones and large ones, in their order`, async () => {
      const topic = await newTopic(codec);
      const { got } = consumer(topic);
      const large = Array.from({ length: 60 }, (_, number) => ({ number, text: randomUUID().repeat(100) }));
      const sent = ['one', 'žluťoučký 𝒳', ...large, { last: true }];
      await send(topic, 'one');
      await send(topic, sent[1]);
      await send(topic, ...large);
      await send(topic, { last: true });
      await eventually(() => assert.deepEqual(got, sent), 20_000);
    });
  }

  /** What damages a batch beyond reading, and what is said of it. */
  const damages: Record<string, [damage: (batch: Buffer) => void, reason: RegExp]> = {
    'whose codec does not exist': [(batch) => nameCodec(batch, 5), /codec 5, which does not exist/],
    'whose codec does not exist either': [(batch) => nameCodec(batch, 7), /codec 7, which does not exist/],
    'that is not what its codec has made': [(batch) => nameCodec(batch, 4), /cannot be decompressed by zstd/],
    'that claims to be snappy': [(batch) => nameCodec(batch, 2), /cannot be decompressed by snappy/],
    'that claims to be lz4': [(batch) => nameCodec(batch, 3), /cannot be decompressed by lz4/],
    'with a changed letter': [
      (batch) => batch.write('dammage', batch.indexOf('damaged')),
      /checksum is wrong/,
    ],
    'with a changed length': [(batch) => batch.writeInt8(99, 61), /checksum is wrong/],
    'with another time': [(batch) => batch.writeInt8(7, 30), /checksum is wrong/],
  };
  for (const [name, [damage, reason]] of Object.entries(damages)) {
    it(`passes on where a batch ${name} is, and goes on behind it`, async () => {
      const topic = await newTopic();
      await send(topic, 'before');
      await send(topic, 'damaged', 'and what comes with it');
      await send(topic, 'after');
      const { got } = await deceived(topic, (response) => {
        const batch = batchWith('damaged', response);
        if (batch !== undefined) damage(batch);
        return response;
      });
      await eventually(() => assert.equal(got.at(-1), 'after'), 20_000);
      assert.equal(got[0], 'before');
      const places = got.slice(1, -1) as Record<string, unknown>[];
      assert.deepEqual(
        places.map(({ unreadable: _, ...place }) => place),
        ['1', '2'].map((offset) => ({ topic, partition: 0, offset })),
      );
      for (const place of places) assert.match(String(place.unreadable), reason);
    });
  }

  it('passes on a text that is no JSON, with its place', async () => {
    const topic = await newTopic();
    await producer.send({ topic, messages: [{ value: 'no JSON' }, { value: null }] });
    const { got } = consumer(topic);
    const place = { unreadable: 'it is no JSON', topic, partition: 0 };
    const both = [
      { ...place, offset: '0', text: 'no JSON' },
      { ...place, offset: '1' },
    ];
    await eventually(() => assert.deepEqual(got, both), 20_000);
  });

  it('starts again whenever its client stops for a response that it does not understand', async () => {
    const topic = await newTopic();
    await send(topic, 'first');
    let cut = 2;
    const { got, isHealthy } = await deceived(topic, (response) => {
      if (!response.includes('cut off') || cut === 0) return response;
      cut -= 1;
      return response.subarray(0, 60);
    });
    await eventually(() => assert.deepEqual(got, ['first']), 20_000);
    assert.equal(await isHealthy(), true);
    await send(topic, 'cut off');
    await eventually(async () => assert.equal(await isHealthy(), false), 20_000);
    await eventually(() => assert.deepEqual(got, ['first', 'cut off']), 30_000);
    assert.equal(cut, 0);
    await eventually(async () => assert.equal(await isHealthy(), true));
  });

  it('tries again whatever the handler throws', async () => {
    const topic = await newTopic();
    const errors = [new TypeError('no function'), new RangeError('too long'), new Error('no')];
    const { got, isHealthy } = consumer(topic, () => {
      const error = errors.pop();
      if (error !== undefined) throw error;
    });
    await send(topic, 'first', 'second');
    await eventually(() => assert.deepEqual(got, ['first', 'second']), 20_000);
    assert.equal(await isHealthy(), true);
  });

  it('waits for a topic that is made later', async () => {
    const topic = `test-${randomUUID()}`;
    const { got, isHealthy } = consumer(topic);
    assert.equal(await isHealthy(), false);
    topics.push(topic);
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
    await send(topic, 'first');
    await eventually(() => assert.deepEqual(got, ['first']), 30_000);
  });

  it('waits for the broker, and not for a clock, while no message comes', async (t) => {
    const topic = await newTopic();
    const { got } = consumer(topic);
    await send(topic, 'one');
    await eventually(() => assert.deepEqual(got, ['one']), 20_000);
    const timers = t.mock.method(globalThis, 'setTimeout');
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const short = timers.mock.calls.filter(({ arguments: [, ms = 0] }) => ms <= 10);
    assert.ok(short.length < 20, `${short.length} timers of at most 10 ms in 2 s`);
  });

  it('is not healthy while the broker hangs', { skip: noControl }, async () => {
    const topic = await newTopic();
    const { got, isHealthy } = consumer(topic);
    await eventually(async () => assert.equal(await isHealthy(), true), 20_000);
    await control.freeze('component/kafka');
    try {
      await eventually(async () => assert.equal(await isHealthy(), false), 20_000);
    } finally {
      await control.thaw('component/kafka');
    }
    await eventually(async () => assert.equal(await isHealthy(), true), 30_000);
    await send(topic, 'after');
    await eventually(() => assert.deepEqual(got, ['after']), 20_000);
  });
});
