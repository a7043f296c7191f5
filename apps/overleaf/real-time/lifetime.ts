import { setTimeout } from 'node:timers/promises';
import { isTransient, messageOf } from '#shared/errors';
import { log } from '#shared/observe/log';
import { idText } from '../ids.ts';
import { type Client, clients, docRooms, newClient, projectRooms } from './client.ts';
import { forgetClosed } from './deliver.ts';
import { flushProject } from './document-updater.ts';
import { draining } from './draining.ts';
import { notAuthorized, type Refusal, refusalOf } from './errors.ts';
import { join, protocolVersion } from './join-project.ts';
import { leave } from './presence.ts';
import { publishEvent } from './publish.ts';
import { sessionOf } from './web.ts';
import type { Connection } from './wire/connection.ts';

/** Milliseconds in which somebody may come back to a project, by loading its page anew, before it is put away. */
const putAwayMs = 500;

/** Lets an editor in by its session, and into the project that it has named. Undefined for one that was rejected. */
export async function admit(connection: Connection): Promise<Client | undefined> {
  try {
    const session = await sessionOf(connection.handshake.cookie);
    if (draining.isClosing) return reject(connection, { message: 'retry' });
    if (session === undefined) return reject(connection, { message: 'invalid session' });
    const client = newClient(connection, session);
    const { projectId } = connection.handshake;
    if (projectId === undefined) connection.emit('connectionAccepted', null, client.publicId);
    else await joinAtOnce(client, projectId);
    clients.set(connection.id, client);
    return client;
  } catch (error) {
    const refusal = refusalOf(error);
    return reject(connection, isTransient(error) ? { message: 'retry' } : refusal);
  }
}

async function joinAtOnce(client: Client, projectId: string): Promise<void> {
  if (!idText.safeParse(projectId).success) throw notAuthorized();
  const { project, privilege } = await join(client, projectId);
  const { connection, publicId } = client;
  const joined = { publicId, project, permissionsLevel: privilege, protocolVersion };
  connection.emit('joinProjectResponse', joined);
}

function reject(connection: Connection, refusal: Refusal): undefined {
  connection.emit('connectionRejected', refusal);
  connection.close();
}

/** An editor has gone: the others learn of it, and the last one's project is put away. */
export async function depart(client: Client): Promise<void> {
  clients.delete(client.connection.id);
  projectRooms.leaveAll(client);
  docRooms.leaveAll(client);
  forgetClosed([...client.docs.keys()]);
  client.docs.clear();
  const { project, publicId } = client;
  if (project === undefined) return;
  await Promise.all([
    leave(client, project).catch(logged),
    publishEvent(project.id, 'clientTracking.clientDisconnected', publicId).catch(logged),
    putAway(project.id).catch(logged),
  ]);
}

async function putAway(project: string): Promise<void> {
  await setTimeout(putAwayMs);
  if (projectRooms.isEmpty(project)) await flushProject(project);
}

const logged = (error: unknown): void => log.warn({ cause: messageOf(error) }, 'the end of a connection');
