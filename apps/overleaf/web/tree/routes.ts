import type { Request, Response } from 'express';
import { Router } from 'express';
import * as z from 'zod';
import { parse } from '#shared/parse';
import { idFrom, idText } from '../../ids.ts';
import { mayRead, mayWrite, projectIn } from '../guards.ts';
import { limited } from '../rate-limit.ts';
import { needsLogin, userIn } from '../who.ts';
import { addDoc, restoreDoc } from './docs.ts';
import { deleteEntity, moveEntity, type Named, renameEntity } from './entities.ts';
import { addFolder } from './folders.ts';
import { entityName } from './names.ts';
import { entriesOf } from './paths.ts';
import type { Change } from './structure.ts';

/** The trees of projects: documents, files and folders. */
export const treeRoutes = Router();

const changeIn = (response: Response): Change => ({
  project: projectIn(response)._id,
  user: userIn(response)?._id,
});

treeRoutes.get('/project/:project/entities', mayRead, needsLogin, (_request, response) => {
  const project = projectIn(response);
  const entities = entriesOf(project).map(({ path, type }) => ({ path, type }));
  entities.sort((one, other) => (one.path < other.path ? -1 : 1));
  response.json({ project_id: project._id, entities });
});

const newBody = z.object({ name: entityName, parent_folder_id: idText.nullish() });

function readNew({ body }: Request) {
  const { name, parent_folder_id: id } = parse(newBody, body ?? {}, 'body');
  return { name, folder: id == null ? undefined : idFrom(id, 'parent_folder_id') };
}

treeRoutes.post(
  '/project/:project/doc',
  mayWrite,
  limited('add-doc', { max: 30, seconds: 60, perProject: true }),
  async (request, response) => {
    const { name, folder } = readNew(request);
    const text = { lines: [''] };
    response.json(await addDoc(changeIn(response), { name, folder, text, source: 'editor' }));
  },
);

treeRoutes.post(
  '/project/:project/folder',
  mayWrite,
  limited('add-folder', { max: 60, seconds: 60, perProject: true }),
  async (request, response) => {
    const { name, folder } = readNew(request);
    response.json(await addFolder(changeIn(response), name, folder));
  },
);

const nameBody = z.object({ name: entityName });
const folderBody = z.object({ folder_id: idText });

for (const type of ['doc', 'file', 'folder'] as const) {
  const path = `/project/:project/${type}/:entity`;
  const namedIn = ({ params }: Request): Named => ({ type, id: idFrom(params.entity, `the ${type}`) });

  treeRoutes.post(`${path}/rename`, mayWrite, async (request, response) => {
    const { name } = parse(nameBody, request.body ?? {}, 'body');
    await renameEntity(changeIn(response), namedIn(request), name);
    response.sendStatus(204);
  });

  treeRoutes.post(`${path}/move`, mayWrite, async (request, response) => {
    const { folder_id } = parse(folderBody, request.body ?? {}, 'body');
    await moveEntity(changeIn(response), namedIn(request), idFrom(folder_id, 'folder_id'));
    response.sendStatus(204);
  });

  treeRoutes.delete(path, mayWrite, async (request, response) => {
    await deleteEntity(changeIn(response), namedIn(request));
    response.sendStatus(204);
  });
}

treeRoutes.post('/project/:project/doc/:doc/restore', mayWrite, async (request, response) => {
  const { name } = parse(nameBody, request.body ?? {}, 'body');
  const { _id } = await restoreDoc(changeIn(response), idFrom(request.params.doc, 'the document'), name);
  response.json({ doc_id: _id });
});
