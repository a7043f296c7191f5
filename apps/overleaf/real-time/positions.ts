import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { notJoined } from './errors.ts';
import { type Handler, readArguments } from './handler.ts';
import { connectedUsers, note, position } from './presence.ts';
import { publishEvent } from './publish.ts';
import { anonymous } from './web.ts';

/** Milliseconds that the other processes have to say who is there. */
const refreshMs = 1000;

/** The event `clientTracking.updatePosition`: the editor's cursor is in another place. */
export const updatePosition: Handler = async (client, given, reply) => {
  const [cursor] = readArguments(z.tuple([position]), given);
  const { project, publicId, session } = client;
  if (project !== undefined && client.allowedDocs.has(cursor.doc_id)) {
    const { _id: user_id, first_name, last_name, email } = session.user;
    const name = [first_name, last_name].filter((part) => part !== '').join(' ');
    // Projects that are open to the world may have any number of visitors.
    if (user_id !== anonymous._id) await note(client, project, cursor);
    await publishEvent(project.id, 'clientTracking.clientUpdated', {
      ...cursor,
      id: publicId,
      user_id,
      email,
      name,
    });
  }
  reply();
};

/** The event `clientTracking.getConnectedUsers`: who else is in the project; nobody for those who may not see people. */
export const getConnectedUsers: Handler = async ({ project }, given, reply) => {
  readArguments(z.tuple([]), given);
  if (project === undefined) throw notJoined();
  if (project.isRestricted) return reply(null, []);
  await publishEvent(project.id, 'clientTracking.refresh');
  await setTimeout(refreshMs);
  reply(null, await connectedUsers(project.id));
};
