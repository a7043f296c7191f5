import * as z from 'zod';
import { errorKinds, ServiceError } from '#shared/errors';
import { rabbitConsumer } from '#shared/messaging/rabbitmq';
import { parse } from '#shared/parse';

const message = z.object({ id: z.string(), kind: z.enum([...errorKinds, 'unknown']), times: z.number() });

/** A process whose receiver fails as each message says, so many times, and tells its parent of each attempt. */
const [queue = ''] = process.argv.slice(2);
const attempts = new Map<string, number>();
rabbitConsumer(
  process.env.AMQP_URL ?? '',
  { exchange: 'test', queue },
  'test',
  async (body) => {
    const { id, kind, times } = parse(message, body, 'message');
    const attempt = (attempts.get(id) ?? 0) + 1;
    attempts.set(id, attempt);
    process.send?.({ id, attempt, failed: attempt <= times });
    if (attempt > times) return;
    throw kind === 'unknown' ? new Error('unknown') : new ServiceError(kind, `it is ${kind}`);
  },
  { atOnce: 10, waitsMs: [0, 50] },
);
