import { Router } from 'express';
import * as z from 'zod';
import { parse } from '#shared/parse';
import { idFrom } from '../../ids.ts';
import { publish } from '../events.ts';
import { mayRead, maySeePeople, owns, projectIn } from '../guards.ts';
import { loggedInUser, needsLogin } from '../who.ts';
import { inviteRoutes } from './invite-routes.ts';
import { linkRoutes } from './link-routes.ts';
import { membersOf } from './members.ts';
import { removeMember, setLevel, transferTo } from './membership.ts';
import { setPublicAccess } from './tokens.ts';

/** Who works on a project, and how others come to it. */
export const sharingRoutes = Router();

sharingRoutes.get('/project/:project/members', maySeePeople, async (_request, response) => {
  response.json({ members: await membersOf(projectIn(response)) });
});

const level = z.object({
  privilegeLevel: z.enum(['readOnly', 'readAndWrite'], 'must be readOnly or readAndWrite'),
});

sharingRoutes
  .route('/project/:project/users/:user')
  .put(owns, async ({ params, body }, response) => {
    const { privilegeLevel } = parse(level, body, 'body');
    await setLevel(projectIn(response), idFrom(params.user, 'the user'), privilegeLevel);
    response.sendStatus(204);
  })
  .delete(owns, async ({ params }, response) => {
    const { _id } = projectIn(response);
    await removeMember(_id, idFrom(params.user, 'the user'));
    await publish(_id, 'project:membership:changed', { members: true });
    response.sendStatus(204);
  });

sharingRoutes.post('/project/:project/transfer-ownership', owns, async ({ body }, response) => {
  await transferTo(projectIn(response), idFrom(Object(body).user_id, 'user_id'));
  response.sendStatus(204);
});

sharingRoutes.post('/project/:project/leave', needsLogin, mayRead, async (_request, response) => {
  await removeMember(projectIn(response)._id, loggedInUser(response)._id);
  response.sendStatus(204);
});

const publicAccess = z.object({
  publicAccessLevel: z.enum(['private', 'tokenBased'], 'must be private or tokenBased').nullish(),
});

sharingRoutes.post('/project/:project/settings/admin', owns, async ({ body }, response) => {
  const { publicAccessLevel } = parse(publicAccess, body ?? {}, 'body');
  if (publicAccessLevel) await setPublicAccess(projectIn(response), publicAccessLevel);
  response.sendStatus(204);
});

sharingRoutes.use(inviteRoutes, linkRoutes);
