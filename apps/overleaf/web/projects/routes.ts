import { type RequestHandler, Router } from 'express';
import * as z from 'zod';
import { parse } from '#shared/parse';
import { csrfTokenIn } from '../csrf.ts';
import { withProjects } from '../db.ts';
import { accessOf, mayRead, maySettings, owns, projectIn } from '../guards.ts';
import { limited } from '../rate-limit.ts';
import { loggedInUser, needsLogin, userIn } from '../who.ts';
import { deleteProject } from './delete.ts';
import { isPutAway, listProjects, projectsOf } from './list.ts';
import { projectName } from './names.ts';
import { pageRoutes } from './page-routes.ts';
import { projectQuery, select } from './query.ts';
import { setSettings, settingsBody } from './settings.ts';

/** The projects of people. */
export const projectRoutes = Router();

projectRoutes.get('/', (_request, response) => {
  response.redirect(userIn(response) === undefined ? '/login' : '/project');
});

projectRoutes.get('/user/projects', needsLogin, async (_request, response) => {
  const user = loggedInUser(response);
  const projects = (await projectsOf(user)).filter((project) => !isPutAway(project, user));
  response.json({
    projects: projects.map((project) => ({
      _id: project._id,
      name: project.name,
      accessLevel: accessOf(project, { _id: user._id, isAdmin: false }).privilege,
    })),
  });
});

projectRoutes.post('/api/project', needsLogin, async ({ body }, response) => {
  response.json(select(await listProjects(loggedInUser(response)), parse(projectQuery, body, 'body')));
});

/** A token for clients that read no page. */
projectRoutes.get('/dev/csrf', (_request, response) => {
  response.type('text/plain').send(csrfTokenIn(response));
});

const renameBody = z.object({ newProjectName: projectName });

projectRoutes.post('/project/:project/rename', owns, async ({ body }, response) => {
  const { newProjectName: name } = parse(renameBody, body, 'body');
  await setSettings(projectIn(response), { name });
  response.sendStatus(200);
});

projectRoutes.post('/project/:project/settings', maySettings, async ({ body }, response) => {
  await setSettings(projectIn(response), parse(settingsBody, body, 'body'));
  response.sendStatus(204);
});

/** Puts a project away for who asks, or takes it back; it is in one of the two places at most. */
const putAway =
  (to: 'archived' | 'trashed', from: 'archived' | 'trashed'): RequestHandler =>
  async ({ method }, response) => {
    const { _id } = projectIn(response);
    const user = loggedInUser(response)._id;
    const change =
      method === 'DELETE'
        ? { $pull: { [to]: user } }
        : { $addToSet: { [to]: user }, $pull: { [from]: user } };
    await withProjects((projects) => projects.updateOne({ _id }, change));
    response.sendStatus(200);
  };

const archive = [needsLogin, mayRead, putAway('archived', 'trashed')];
const trash = [needsLogin, mayRead, putAway('trashed', 'archived')];
projectRoutes.route('/project/:project/archive').post(archive).delete(archive);
projectRoutes.route('/project/:project/trash').post(trash).delete(trash);

projectRoutes.delete(
  '/project/:project',
  owns,
  limited('delete-project', { max: 60, seconds: 60 }),
  async (request, response) => {
    await deleteProject(projectIn(response), loggedInUser(response), request.ip ?? '');
    response.sendStatus(200);
  },
);

projectRoutes.use(pageRoutes);
