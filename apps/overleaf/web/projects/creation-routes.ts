import { Router } from 'express';
import * as z from 'zod';
import { parse } from '#shared/parse';
import { mayRead, projectIn } from '../guards.ts';
import type { Project } from '../project.ts';
import { limited } from '../rate-limit.ts';
import { shownUser, type User } from '../user.ts';
import { loggedInUser, needsLogin, userIn } from '../who.ts';
import { cloneProject } from './clone.ts';
import { projectName } from './names.ts';
import { createProject } from './new.ts';

/** New projects: from a template, and of another project. */
export const creationRoutes = Router();

const created = ({ _id: project_id, owner_ref }: Project, owner: User) => ({
  project_id,
  owner_ref,
  owner: shownUser(owner),
});

const newBody = z.object({
  projectName,
  // Whatever else is asked for begins empty, as in the original.
  template: z.enum(['none', 'example']).catch('none'),
});

creationRoutes.post(
  '/project/new',
  needsLogin,
  limited('create-project', { max: 20, seconds: 60 }),
  async ({ body }, response) => {
    const owner = loggedInUser(response);
    const { projectName: name, template } = parse(newBody, body ?? {}, 'body');
    response.json(created(await createProject(owner, name, template), owner));
  },
);

const cloneBody = z.object({ projectName });

creationRoutes.post('/project/:project/clone', mayRead, async ({ body }, response) => {
  const owner = userIn(response);
  // Who reads by a link without a log-in can have a copy after registering.
  if (owner === undefined) return void response.json({ redir: '/register' });
  const { projectName: name } = parse(cloneBody, body ?? {}, 'body');
  response.json({ name, ...created(await cloneProject(projectIn(response), owner, name), owner) });
});
