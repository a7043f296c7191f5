import * as z from 'zod';
import { safeParseJson } from '#shared/parse';
import type { Client, JoinedProject } from './client.ts';
import { redis } from './redis.ts';

/** Where an editor's cursor is. */
export const position = z.object({ row: z.int().min(0), column: z.int().min(0), doc_id: z.string() });
export type Position = z.output<typeof position>;

/** An editor in a project, as the others see it. */
export interface ConnectedUser {
  client_id: string;
  user_id: string;
  /** Seconds since it was last known to be there. */
  client_age: number;
  connected: true;
  cursorData?: Position;
}

const ofProject = (project: string): string => `clients_in_project:{${project}}`;
const ofClient = (project: string, publicId: string): string => `connected_user:{${project}}:${publicId}`;

const projectSeconds = 4 * 24 * 60 * 60;
const clientSeconds = 15 * 60;

/** Seconds after which an editor that has not been heard of is not counted any more. */
const freshSeconds = 10;

/** Notes that an editor is in a project, and where its cursor is if it has one. */
export async function note(editor: Client, { id }: JoinedProject, cursor?: Position): Promise<void> {
  const { publicId, session } = editor;
  const { _id: user_id, first_name, last_name, email } = session.user;
  const fields = {
    last_updated_at: Date.now(),
    user_id,
    first_name,
    last_name,
    email,
    ...(cursor !== undefined && { cursorData: JSON.stringify(cursor) }),
  };
  await redis.use((client) =>
    client
      .multi()
      .sadd(ofProject(id), publicId)
      .expire(ofProject(id), projectSeconds)
      .hset(ofClient(id, publicId), fields)
      .expire(ofClient(id, publicId), clientSeconds)
      .exec(),
  );
}

/** Notes that an editor has gone. */
export async function leave({ publicId }: Client, { id }: JoinedProject): Promise<void> {
  await redis.use((client) =>
    client.multi().srem(ofProject(id), publicId).del(ofClient(id, publicId)).exec(),
  );
}

/** The editors in a project that were there in the last ten seconds. */
export async function connectedUsers(project: string): Promise<ConnectedUser[]> {
  const found = await redis.use(async (client) => {
    const ids = await client.smembers(ofProject(project));
    return Promise.all(ids.map(async (id) => ({ id, fields: await client.hgetall(ofClient(project, id)) })));
  });
  return found.flatMap(({ id, fields }) => {
    const { user_id = '', cursorData = '', ...rest } = fields;
    const client_age = (Date.now() - Number(fields.last_updated_at ?? 0)) / 1000;
    if (user_id === '' || client_age > freshSeconds) return [];
    const cursor = safeParseJson(position, cursorData);
    const user = { ...rest, user_id, client_id: id, client_age, connected: true as const };
    return [cursor === undefined ? user : { ...user, cursorData: cursor }];
  });
}
