import { type Request, Router } from 'express';
import * as z from 'zod';
import { readResponse } from '#shared/http/client';
import { parse } from '#shared/parse';
import { idFrom, idText } from '../../ids.ts';
import { publish } from '../events.ts';
import { accessIn, maySeePeople, mayWrite, projectIn } from '../guards.ts';
import { ask } from '../neighbours.ts';
import { peopleById } from '../people.ts';
import { loggedInUser, needsLogin } from '../who.ts';

/** Comments on texts, in threads, and tracked changes. */
export const reviewRoutes = Router();

const project = '/project/:project';
const thread = `${project}/thread/:thread`;
const docThread = `${project}/doc/:doc/thread/:thread`;
const guardsOfPeople = [needsLogin, maySeePeople];

const threads = z.record(
  z.string(),
  z.looseObject({
    messages: z.array(z.looseObject({ user_id: z.string() })),
    resolved_by_user_id: z.string().optional(),
  }),
);
const message = z.looseObject({ id: z.string(), user_id: z.string() });
const words = 'must be the text of the comment';
const content = z.object({
  content: z.string(words).refine((text) => text.trim() !== '', `${words}, which cannot be empty`),
});

/** The ids of a path: those of the project, and others under their names. */
const idsIn = ({ params }: Request, ...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, idFrom(params[name], `the ${name}`)]));

reviewRoutes.get(`${project}/threads`, ...guardsOfPeople, async (_request, response) => {
  const answer = await ask('chat', `/project/${projectIn(response)._id}/threads`);
  const found = readResponse(threads, answer, 'the threads');
  const all = Object.values(found);
  const people = await peopleById([
    ...all.flatMap(({ messages }) => messages.map(({ user_id }) => user_id)),
    ...all.flatMap(({ resolved_by_user_id = [] }) => resolved_by_user_id),
  ]);
  const withPeople = Object.entries(found).map(([id, each]) => [
    id,
    {
      ...each,
      messages: each.messages.map((one) => ({ ...one, user: people.get(one.user_id) })),
      ...(each.resolved_by_user_id && { resolved_by_user: people.get(each.resolved_by_user_id) }),
    },
  ]);
  response.json(Object.fromEntries(withPeople));
});

reviewRoutes.post(`${thread}/messages`, ...guardsOfPeople, async (request, response) => {
  const { _id } = projectIn(response);
  const ids = idsIn(request, 'thread');
  const json = { ...parse(content, request.body, 'body'), user_id: loggedInUser(response)._id };
  const answer = await ask('chat', `/project/${_id}/thread/${ids.thread}/messages`, { method: 'POST', json });
  const posted = readResponse(message, answer, 'the comment');
  const people = await peopleById([posted.user_id]);
  await publish(_id, 'new-comment', ids.thread, { ...posted, user: people.get(posted.user_id) });
  response.sendStatus(204);
});

reviewRoutes.post(`${thread}/messages/:message/edit`, ...guardsOfPeople, async (request, response) => {
  const { _id } = projectIn(response);
  const ids = idsIn(request, 'thread', 'message');
  const json = { ...parse(content, request.body, 'body'), user_id: loggedInUser(response)._id };
  await ask('chat', `/project/${_id}/thread/${ids.thread}/messages/${ids.message}/edit`, {
    method: 'POST',
    json,
  });
  await publish(_id, 'edit-message', ids.thread, ids.message, json.content);
  response.sendStatus(204);
});

reviewRoutes.delete(`${thread}/messages/:message`, ...guardsOfPeople, async (request, response) => {
  const { _id } = projectIn(response);
  const ids = idsIn(request, 'thread', 'message');
  // A writer may delete what others have said, as with the whole thread.
  const by = accessIn(response).privilege === 'readOnly' ? `?user_id=${loggedInUser(response)._id}` : '';
  await ask('chat', `/project/${_id}/thread/${ids.thread}/messages/${ids.message}${by}`, {
    method: 'DELETE',
  });
  await publish(_id, 'delete-message', ids.thread, ids.message);
  response.sendStatus(204);
});

const forWriters = [needsLogin, mayWrite];

for (const [action, event] of [
  ['resolve', 'resolve-thread'],
  ['reopen', 'reopen-thread'],
] as const) {
  reviewRoutes.post(`${docThread}/${action}`, ...forWriters, async (request, response) => {
    const { _id } = projectIn(response);
    const ids = idsIn(request, 'doc', 'thread');
    const { _id: id, email, first_name, last_name } = loggedInUser(response);
    const json = { user_id: id };
    await ask('chat', `/project/${_id}/thread/${ids.thread}/${action}`, { method: 'POST', json });
    await publish(_id, event, ids.thread, { id, email, first_name, last_name });
    response.sendStatus(204);
  });
}

reviewRoutes.delete(docThread, ...forWriters, async (request, response) => {
  const { _id } = projectIn(response);
  const ids = idsIn(request, 'doc', 'thread');
  await ask('document-updater', `/project/${_id}/doc/${ids.doc}/comment/${ids.thread}`, { method: 'DELETE' });
  await ask('chat', `/project/${_id}/thread/${ids.thread}`, { method: 'DELETE' });
  await publish(_id, 'delete-thread', ids.thread);
  response.sendStatus(204);
});

const ranges = z.array(
  z.object({
    _id: idText,
    ranges: z
      .object({ changes: z.array(z.object({ metadata: z.object({ user_id: z.string().nullish() }) })) })
      .partial()
      .nullish(),
  }),
);

reviewRoutes.get(`${project}/ranges`, ...guardsOfPeople, async (_request, response) => {
  const { _id } = projectIn(response);
  await ask('document-updater', `/project/${_id}/flush`, { method: 'POST' });
  const found = await ask('docstore', `/project/${_id}/ranges`);
  const docs = readResponse(z.array(z.looseObject({ _id: z.string() })), found, 'the ranges');
  response.json(docs.map(({ _id: id, ...rest }) => ({ id, ...rest })));
});

reviewRoutes.get(`${project}/changes/users`, ...guardsOfPeople, async (_request, response) => {
  const answer = await ask('docstore', `/project/${projectIn(response)._id}/ranges`);
  const docs = readResponse(ranges, answer, 'the ranges');
  const ids = docs.flatMap(
    (doc) => doc.ranges?.changes?.flatMap(({ metadata }) => metadata.user_id ?? []) ?? [],
  );
  response.json([...(await peopleById(ids)).values()]);
});

const accepted = z.object({ change_ids: z.array(z.string('must be the id of a change'), 'must be a list') });

reviewRoutes.post(`${project}/doc/:doc/changes/accept`, ...forWriters, async (request, response) => {
  const { _id } = projectIn(response);
  const ids = idsIn(request, 'doc');
  const json = parse(accepted, request.body, 'body');
  await ask('document-updater', `/project/${_id}/doc/${ids.doc}/change/accept`, { method: 'POST', json });
  await publish(_id, 'accept-changes', ids.doc, json.change_ids);
  response.sendStatus(204);
});
