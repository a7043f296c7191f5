import * as z from 'zod';
import { messageOf } from '#shared/errors';
import { log } from '#shared/observe/log';
import { idText } from '../ids.ts';
import { type Client, projectRooms } from './client.ts';
import { EditorError } from './errors.ts';
import { type Handler, readArguments } from './handler.ts';
import { note } from './presence.ts';
import { askToJoin, type Joined } from './web.ts';

/** What the client library is told about how to speak with this service. */
export const protocolVersion = 2;

const args = z.tuple([z.object({ project_id: idText, anonymousAccessToken: z.string().nullish() })]);

/** The event `joinProject`: the editor opens a project. */
export const joinProject: Handler = async (client, given, reply) => {
  const [{ project_id, anonymousAccessToken }] = readArguments(args, given);
  const { project, privilege } = await join(client, project_id, anonymousAccessToken ?? undefined);
  reply(null, project, privilege, protocolVersion);
};

/** Opens a project for an editor, if web allows it. Throws what the editor is to learn. */
export async function join(client: Client, project: string, token?: string): Promise<Joined> {
  if (client.project !== undefined && client.project.id !== project)
    throw new EditorError('this connection has joined another project; open a new one');
  const { user, anonymousTokens } = client.session;
  const usedToken = token ?? anonymousTokens[project];
  const joined = await askToJoin(project, user, usedToken);
  if (client.connection.hasEnded) throw new EditorError('the connection has ended');
  const { privilege, isRestricted } = joined;
  client.project = { id: project, privilege, isRestricted, token: usedToken };
  projectRooms.join(project, client);
  note(client, client.project).catch((error: unknown) =>
    log.warn({ cause: messageOf(error) }, 'the presence of an editor was not noted'),
  );
  return joined;
}
