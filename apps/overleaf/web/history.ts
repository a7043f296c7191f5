import { Router } from 'express';
import * as z from 'zod';
import { jsonOf, readResponse } from '#shared/http/client';
import { parse } from '#shared/parse';
import { idFrom } from '../ids.ts';
import { accessIn, isRestricted, mayRead, mayWrite, projectIn } from './guards.ts';
import { ask } from './neighbours.ts';
import type { Project } from './project.ts';
import { queryOf } from './query.ts';
import { loggedInUser, needsLogin } from './who.ts';

/** The history of a project's documents, of which track-changes knows. */
export const historyRoutes = Router();

/** What has been changed when, without those who have done so: for people who may not see the others of a project. */
const times = z.looseObject({}).transform(({ users: _users, user: _user, ...rest }) => rest);
const updatesWith = (meta: z.ZodType) => z.looseObject({ updates: z.array(z.looseObject({ meta })) });
const diffWithoutPeople = z.looseObject({ diff: z.array(z.looseObject({ meta: times.optional() })) });

/** Git clients, which do not ask for a part, cannot read an empty history: that of a project in which nobody has typed is its beginning. */
function beginningOf({ _id }: Pick<Project, '_id'>) {
  const began = _id.getTimestamp().getTime();
  return { meta: { users: [], start_ts: began, end_ts: began }, docs: {} };
}

const versionText = z.string().regex(/^\d{1,15}$/, 'must be a whole number');

/** A history may have to be flushed first. */
const deadlineMs = 60_000;

historyRoutes.get('/project/:project/updates', mayRead, async (request, response) => {
  const project = projectIn(response);
  const part = queryOf(request, 'min_count', 'before');
  const answer = await ask('track-changes', `/project/${project._id}/updates?${part}`, { deadlineMs });
  const schema = updatesWith(isRestricted(accessIn(response)) ? times : z.unknown());
  const history = readResponse(schema, answer, 'the history');
  const isAllAndEmpty = part.size === 0 && history.updates.length === 0;
  response.json(isAllAndEmpty ? { ...history, updates: [beginningOf(project)] } : history);
});

historyRoutes.get('/project/:project/doc/:doc/diff', mayRead, async (request, response) => {
  const doc = idFrom(request.params.doc, 'the document');
  const path = `/project/${projectIn(response)._id}/doc/${doc}/diff?${queryOf(request, 'from', 'to')}`;
  const answer = await ask('track-changes', path, { deadlineMs });
  if (isRestricted(accessIn(response))) response.json(readResponse(diffWithoutPeople, answer, 'the history'));
  else response.json(jsonOf(answer));
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
