import { type Request, type Response, Router } from 'express';
import { jsonOf } from '#shared/http/client';
import { idFrom } from '../ids.ts';
import { ask } from './neighbours.ts';
import { limited } from './rate-limit.ts';
import { loggedInUser, needsLogin } from './who.ts';

/** The tags by which a user sorts his projects; the service of the tags keeps them. */
export const tagRoutes = Router();

const pathOf = (response: Response): string => `/user/${loggedInUser(response)._id}/tag`;
const tagIn = ({ params }: Request): string => idFrom(params.tag, 'the tag').toHexString();
const perMinute = { max: 30, seconds: 60 };

tagRoutes
  .route('/tag')
  .get(needsLogin, async (_request, response) => {
    response.json(jsonOf(await ask('tags', pathOf(response))));
  })
  .post(needsLogin, limited('create-tag', perMinute), async ({ body }, response) => {
    response.json(jsonOf(await ask('tags', pathOf(response), { method: 'POST', json: body })));
  });

tagRoutes.post(
  '/tag/:tag/rename',
  needsLogin,
  limited('rename-tag', perMinute),
  async (request, response) => {
    const path = `${pathOf(response)}/${tagIn(request)}/rename`;
    await ask('tags', path, { method: 'POST', json: request.body });
    response.sendStatus(204);
  },
);

tagRoutes.delete('/tag/:tag', needsLogin, limited('delete-tag', perMinute), async (request, response) => {
  await ask('tags', `${pathOf(response)}/${tagIn(request)}`, { method: 'DELETE' });
  response.sendStatus(204);
});

const place = (request: Request, response: Response): string =>
  `${pathOf(response)}/${tagIn(request)}/project/${idFrom(request.params.project, 'the project')}`;

tagRoutes
  .route('/tag/:tag/project/:project')
  .post(needsLogin, limited('add-project-to-tag', perMinute), async (request, response) => {
    await ask('tags', place(request, response), { method: 'POST', json: {} });
    response.sendStatus(204);
  })
  .delete(needsLogin, limited('remove-project-from-tag', perMinute), async (request, response) => {
    await ask('tags', place(request, response), { method: 'DELETE' });
    response.sendStatus(204);
  });
