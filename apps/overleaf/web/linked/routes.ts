import { Router } from 'express';
import type { ObjectId } from 'mongodb';
import * as z from 'zod';
import { conflict } from '#shared/errors';
import { parse } from '#shared/parse';
import { idFrom, idText } from '../../ids.ts';
import type { OpenOutput } from '../compile/outputs.ts';
import { discard } from '../files/local-file.ts';
import { mayWrite, projectIn } from '../guards.ts';
import { limited } from '../rate-limit.ts';
import { entityName } from '../tree/names.ts';
import { folderIn, getById } from '../tree/tree.ts';
import { putFile, type Target } from '../tree/upserts.ts';
import type { User } from '../user.ts';
import { loggedInUser, needsLogin } from '../who.ts';
import { type LinkedData, linkedData } from './data.ts';
import { fetchLinked } from './sources.ts';

const body = z.object({
  name: entityName,
  parent_folder_id: idText.nullish(),
  provider: z.string('must be url, project_file or project_output_file'),
  data: z.record(z.string(), z.unknown(), 'must say where the file comes from'),
});

/** Files of projects that come from elsewhere, and can be fetched again. */
export function linkedFileRoutes(openOutput: OpenOutput): Router {
  const routes = Router();
  const guards = [mayWrite, needsLogin, limited('linked-file', { max: 100, seconds: 60 })];

  routes.post('/project/:project/linked_file', ...guards, async (request, response) => {
    const { _id: project, rootFolder } = projectIn(response);
    const { name, parent_folder_id, provider, data } = parse(body, request.body ?? {}, 'body');
    const parent = parent_folder_id == null ? undefined : idFrom(parent_folder_id, 'parent_folder_id');
    const target = { name, folder: folderIn(rootFolder[0], parent)._id };
    const from = parse(linkedData, { ...data, provider }, 'data');
    response.json({ new_file_id: await link(project, target, from, loggedInUser(response)) });
  });

  routes.post('/project/:project/linked_file/:file/refresh', ...guards, async ({ params }, response) => {
    const { _id: project, rootFolder } = projectIn(response);
    const { entity, parent } = getById(rootFolder[0], 'file', idFrom(params.file, 'the file'));
    const known = linkedData.safeParse(entity.linkedFileData);
    if (!known.success) throw conflict(`the file ${entity.name} is not linked to anything`);
    const target = { name: entity.name, folder: parent._id };
    // What a compile has made is taken from the last build.
    const from = 'build_id' in known.data ? { ...known.data, build_id: null } : known.data;
    response.json({ new_file_id: await link(project, target, from, loggedInUser(response)) });
  });

  async function link(project: ObjectId, target: Target, from: LinkedData, user: User): Promise<ObjectId> {
    const local = await fetchLinked(from, user, openOutput);
    try {
      return (await putFile({ project, user: user._id }, target, local, from))._id;
    } finally {
      await discard(local);
    }
  }
  return routes;
}
