import { Router } from 'express';
import { ObjectId } from 'mongodb';
import { notFound, unauthenticated } from '#shared/errors';
import type { Sessions } from '#shared/state/sessions';
import { idFrom } from '../../ids.ts';
import { findUser } from '../accounts/users.ts';
import { findProject } from '../guards.ts';
import { type SessionData, sessionIdIn } from '../session.ts';
import { personalInfo, shownUser } from '../user.ts';
import { needsPassword } from './basic.ts';
import { privateDocs } from './docs.ts';
import { joinRoutes } from './join.ts';
import { maintenanceRoutes } from './maintenance.ts';

/** What the other services of Overleaf ask web; they show a password and have no session. */
export function privateRoutes(sessions: Sessions<SessionData>): Router {
  const routes = Router();
  routes.use(privateDocs, joinRoutes, maintenanceRoutes);

  routes.get('/session', needsPassword, async (request, response) => {
    const session = await sessions.read(sessionIdIn(request));
    if (session === undefined) throw unauthenticated('the session has ended: log in');
    const user = session.user === undefined ? null : await findUser(new ObjectId(session.user));
    const { anonymousTokens } = session.data;
    response.json({ user: user && shownUser(user), anonymousTokens });
  });

  routes.get('/user/:user/personal_info', needsPassword, async ({ params }, response) => {
    const user = await findUser(idFrom(params.user, 'the user'));
    if (user === null) throw notFound(`there is no user ${params.user}`);
    response.json(personalInfo(user));
  });

  routes.get('/project/:project/details', needsPassword, async ({ params }, response) => {
    const { name, description, compiler, owner_ref } = await findProject(params.project);
    const owner = await findUser(owner_ref);
    response.json({ name, description, compiler, features: owner?.features ?? {} });
  });
  return routes;
}
