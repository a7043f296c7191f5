import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { ObjectId } from 'mongodb';
import { redis } from './db.ts';

const sender = `web:${hostname()}:${randomBytes(4).toString('hex')}`;
let count = 0;

/** Tells all editors of a project, or with `all` of all projects, what has happened. The names keep the spelling of the original. */
export async function publish(
  project: ObjectId | 'all',
  message: string,
  ...payload: unknown[]
): Promise<void> {
  const event = { room_id: String(project), message, payload, _id: `${sender}-${count++}` };
  await redis.use((client) => client.publish('editor-events', JSON.stringify(event)));
}
