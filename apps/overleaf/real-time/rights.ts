import { setTimeout } from 'node:timers/promises';
import { messageOf } from '#shared/errors';
import { log } from '#shared/observe/log';
import type { Client } from './client.ts';
import { EditorError } from './errors.ts';
import { askToJoin } from './web.ts';

/** Events after which people may have other rights in a project than when they opened it. */
const events = new Set([
  'project:membership:changed',
  'project:publicAccessLevel:changed',
  'project:tokens:changed',
  'userRemovedFromProject',
]);

export const mayChangeRights = (event: string): boolean => events.has(event);

const retryMs = 1000;

/** Asks web again what an editor may do with its project, and disconnects one that may not open it any more. */
export async function renewRights({ connection, session, project }: Client): Promise<void> {
  while (project !== undefined && !connection.hasEnded) {
    try {
      const { privilege, isRestricted } = await askToJoin(project.id, session.user, project.token);
      Object.assign(project, { privilege, isRestricted });
      return;
    } catch (error) {
      if (error instanceof EditorError && error.code !== 'TooManyRequests') return connection.close();
      log.warn({ cause: messageOf(error) }, 'the rights of an editor cannot be asked for, trying again');
      await setTimeout(retryMs);
    }
  }
}
