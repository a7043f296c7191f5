import { Router } from 'express';
import * as z from 'zod';
import { readResponse } from '#shared/http/client';
import { type Html, html } from '#shared/http/html';
import { idFrom } from '../ids.ts';
import { ask } from './neighbours.ts';
import { loggedInUser, needsLogin } from './who.ts';

/** What users are told on their dashboard. */
export const notificationRoutes = Router();

const notification = z.looseObject({ templateKey: z.string(), messageOpts: z.unknown() });
const invitation = z.object({
  userName: z.string(),
  projectName: z.string(),
  projectId: z.string(),
  token: z.string(),
});

notificationRoutes.get('/notifications', needsLogin, async (_request, response) => {
  const answer = await ask('notifications', `/user/${loggedInUser(response)._id}`);
  const all = readResponse(z.array(notification), answer, 'the notifications');
  response.json(all.map((each) => ({ ...each, html: shown(each).text })));
});

notificationRoutes.delete('/notifications/:notification', needsLogin, async ({ params }, response) => {
  const id = idFrom(params.notification, 'the notification');
  await ask('notifications', `/user/${loggedInUser(response)._id}/notification/${id}`, { method: 'DELETE' });
  response.sendStatus(200);
});

/** The text of a notification; nothing for one that is not known here. */
function shown({ templateKey, messageOpts }: z.output<typeof notification>): Html {
  const { data } = invitation.safeParse(messageOpts);
  if (templateKey !== 'notification_project_invite' || data === undefined) return html``;
  const path = `/project/${encodeURIComponent(data.projectId)}/invite/token/${encodeURIComponent(data.token)}`;
  return html`<b>${data.userName}</b> would like you to join <a href="${path}">${data.projectName}</a>`;
}
