import { Router } from 'express';
import * as z from 'zod';
import { jsonOf } from '#shared/http/client';
import { parse } from '#shared/parse';
import { idFrom } from '../ids.ts';
import { mayRead, mayWrite, projectIn } from './guards.ts';
import { ask } from './neighbours.ts';
import { queryOf } from './query.ts';
import { loggedInUser, needsLogin } from './who.ts';

/** The history of a project's documents, of which track-changes knows. */
export const historyRoutes = Router();

const versionText = z.string().regex(/^\d{1,15}$/, 'must be a whole number');

/** A history may have to be flushed first. */
const deadlineMs = 60_000;

historyRoutes.get('/project/:project/updates', mayRead, async (request, response) => {
  const query = queryOf(request, 'min_count', 'before');
  const path = `/project/${projectIn(response)._id}/updates?${query}`;
  response.json(jsonOf(await ask('track-changes', path, { deadlineMs })));
});

historyRoutes.get('/project/:project/doc/:doc/diff', mayRead, async (request, response) => {
  const doc = idFrom(request.params.doc, 'the document');
  const path = `/project/${projectIn(response)._id}/doc/${doc}/diff?${queryOf(request, 'from', 'to')}`;
  response.json(jsonOf(await ask('track-changes', path, { deadlineMs })));
});

historyRoutes.post(
  '/project/:project/doc/:doc/version/:version/restore',
  needsLogin,
  mayWrite,
  async ({ params }, response) => {
    const doc = idFrom(params.doc, 'the document');
    const version = parse(versionText, params.version, 'the version');
    const path = `/project/${projectIn(response)._id}/doc/${doc}/version/${version}/restore`;
    const headers = { 'x-user-id': loggedInUser(response)._id.toHexString() };
    await ask('track-changes', path, { method: 'POST', headers, deadlineMs });
    response.sendStatus(204);
  },
);
