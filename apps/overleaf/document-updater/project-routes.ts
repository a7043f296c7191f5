import { type RequestHandler, Router } from 'express';
import * as z from 'zod';
import { parse } from '#shared/parse';
import { idText } from '../ids.ts';
import { queueRemoval } from './flush-queue.ts';
import { clearState, docsOfState, flushProject, removeProject } from './project.ts';
import { changeStructure, resync, resyncHistory, structureUpdates } from './structure.ts';

/** The routes of projects. */
export const projectRoutes = Router();

const projectIn = ({ project }: { project?: unknown }): string => parse(idText, project, 'the project');

const manyProjects = z.object({ project_ids: z.array(idText) });

projectRoutes.delete('/', async ({ body }, response) => {
  await queueRemoval(parse(manyProjects, body, 'body').project_ids);
  response.sendStatus(204);
});

projectRoutes.post('/:project', async ({ params, body }, response) => {
  await changeStructure(projectIn(params), parse(structureUpdates, body, 'body'));
  response.sendStatus(204);
});

projectRoutes.delete('/:project', async ({ params, query }, response) => {
  const project = projectIn(params);
  await (query.background === 'true' ? queueRemoval([project]) : removeProject(project));
  response.sendStatus(204);
});

/** A state that is not given is one, too. */
const state = z.string().default('');

const sendDocsOfState: RequestHandler = async ({ params, query }, response) => {
  response.json(await docsOfState(projectIn(params), parse(state, query.state, 'state')));
};

projectRoutes.post('/:project/get_and_flush_if_old', sendDocsOfState);
projectRoutes.get('/:project/doc', sendDocsOfState);

projectRoutes.post('/:project/clearState', async ({ params }, response) => {
  await clearState(projectIn(params));
  response.sendStatus(200);
});

projectRoutes.post('/:project/flush', async ({ params }, response) => {
  await flushProject(projectIn(params));
  response.sendStatus(204);
});

projectRoutes.post('/:project/history/resync', async ({ params, body }, response) => {
  await resyncHistory(projectIn(params), parse(resync, body, 'body'));
  response.sendStatus(204);
});
