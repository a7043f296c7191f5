import * as z from 'zod';
import { conflict } from '#shared/errors';
import { errorHandler } from '#shared/http/service';
import { parse } from '#shared/parse';
import { idFrom, idText } from '../ids.ts';
import { overleafService } from '../service-base.ts';
import {
  addProject,
  createTag,
  deleteTag,
  giveTags,
  mongo,
  removeProject,
  removeProjectFromAll,
  renameTag,
  tagsOf,
} from './tags.ts';

const named = z.object({ name: z.string().min(1).max(50) });
const newOwner = z.object({ user_id: idText });

/** The tags by which users sort their projects. */
export const tags = overleafService('tags', { mongo });

const textOf = (value: unknown, what: string): string => idFrom(value, what).toHexString();

tags
  .route('/user/:user/tag')
  .get(async ({ params }, response) => {
    response.json(await tagsOf(textOf(params.user, 'the user')));
  })
  .post(async ({ params, body }, response) => {
    response.json(await createTag(textOf(params.user, 'the user'), parse(named, body, 'body').name));
  })
  .put(async ({ params, body }, response) => {
    await giveTags(textOf(params.user, 'the user'), parse(newOwner, body, 'body').user_id);
    response.sendStatus(204);
  });

tags.post('/user/:user/tag/:tag/rename', async ({ params, body }, response) => {
  const { name } = parse(named, body, 'body');
  const isNew = await renameTag(textOf(params.user, 'the user'), idFrom(params.tag, 'the tag'), name);
  if (!isNew) throw conflict(`there is a tag ${name} already`);
  response.sendStatus(204);
});

tags.delete('/user/:user/tag/:tag', async ({ params }, response) => {
  await deleteTag(textOf(params.user, 'the user'), idFrom(params.tag, 'the tag'));
  response.sendStatus(204);
});

tags
  .route('/user/:user/tag/:tag/project/:project')
  .post(async ({ params }, response) => {
    const project = textOf(params.project, 'the project');
    await addProject(textOf(params.user, 'the user'), idFrom(params.tag, 'the tag'), project);
    response.sendStatus(204);
  })
  .delete(async ({ params }, response) => {
    const project = textOf(params.project, 'the project');
    await removeProject(textOf(params.user, 'the user'), idFrom(params.tag, 'the tag'), project);
    response.sendStatus(204);
  });

// By the name of the tag, which is created at first use.
tags.post('/user/:user/tag/project/:project', async ({ params, body }, response) => {
  const user = textOf(params.user, 'the user');
  const project = textOf(params.project, 'the project');
  const { _id } = await createTag(user, parse(named, body, 'body').name);
  await addProject(user, _id, project);
  response.sendStatus(204);
});

tags.delete('/user/:user/project/:project', async ({ params }, response) => {
  await removeProjectFromAll(textOf(params.user, 'the user'), textOf(params.project, 'the project'));
  response.sendStatus(204);
});

tags.use(errorHandler());
