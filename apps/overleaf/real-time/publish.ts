import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { redis } from './redis.ts';

const sender = `real-time:${hostname()}:${randomBytes(4).toString('hex')}`;
let count = 0;

/** Sends an event to all editors of a project, whichever process they are connected to. */
export async function publishEvent(project: string, name: string, ...payload: unknown[]): Promise<void> {
  const message = { room_id: project, message: name, payload, _id: `${sender}-${count++}` };
  await redis.use((client) => client.publish('editor-events', JSON.stringify(message)));
}
