import { Router } from 'express';
import { notFound } from '#shared/errors';
import { parse } from '#shared/parse';
import { idFrom } from '../ids.ts';
import { deletion, edit, newMessage, resolution } from './bodies.ts';
import { addMessage, deleteMessage, deleteMessages, editMessage, messagesOf } from './messages.ts';
import { deleteRoom, findRoom, type Room, roomOf, setResolved, threadRooms } from './rooms.ts';

/** The threads of comments of a project. */
export const threads = Router();

const path = '/project/:project/thread/:thread';

/** The project and the thread of a path. */
const placeIn = ({ project, thread }: { project: string; thread: string }) =>
  [idFrom(project, 'the project'), idFrom(thread, 'the thread')] as const;

threads.get('/project/:project/threads', async ({ params }, response) => {
  const rooms = await threadRooms(idFrom(params.project, 'the project'));
  const messages = await messagesOf(rooms.map(({ _id }) => _id));
  const entries = rooms.flatMap((room) => {
    const ofRoom = messages.get(room._id.toHexString());
    return ofRoom === undefined ? [] : [[String(room.thread_id), { messages: ofRoom, ...resolvedBy(room) }]];
  });
  response.json(Object.fromEntries(entries));
});

const resolvedBy = ({ resolved }: Room) =>
  resolved && {
    resolved: true,
    resolved_at: resolved.ts.toISOString(),
    resolved_by_user_id: resolved.user_id,
  };

threads.post(`${path}/messages`, async ({ params, body }, response) => {
  const [project, thread] = placeIn(params);
  const { user_id, content } = parse(newMessage, body, 'body');
  const room = await roomOf(project, thread);
  const message = await addMessage(room, idFrom(user_id, 'user_id'), content);
  response.status(201).json({ ...message, room_id: project });
});

threads.post(`${path}/messages/:message/edit`, async ({ params, body }, response) => {
  const [project, thread] = placeIn(params);
  const id = idFrom(params.message, 'the message');
  const { content, user_id } = parse(edit, body, 'body');
  const room = await findRoom(project, thread);
  if (room === undefined) throw notFound(`there is no thread ${thread}`);
  await editMessage({ room, id, user: user_id }, content);
  response.sendStatus(204);
});

threads.delete(`${path}/messages/:message`, async ({ params, query }, response) => {
  const [project, thread] = placeIn(params);
  const id = idFrom(params.message, 'the message');
  const { user_id } = parse(deletion, query, 'query');
  const room = await findRoom(project, thread);
  if (room !== undefined) await deleteMessage({ room, id, user: user_id });
  response.sendStatus(204);
});

threads.post(`${path}/resolve`, async ({ params, body }, response) => {
  const [project, thread] = placeIn(params);
  const { user_id } = parse(resolution, body, 'body');
  await setResolved(project, thread, idFrom(user_id, 'user_id'));
  response.sendStatus(204);
});

threads.post(`${path}/reopen`, async ({ params }, response) => {
  const [project, thread] = placeIn(params);
  await setResolved(project, thread, undefined);
  response.sendStatus(204);
});

threads.delete(path, async ({ params }, response) => {
  const [project, thread] = placeIn(params);
  const room = await deleteRoom(project, thread);
  if (room !== undefined) await deleteMessages(room);
  response.sendStatus(204);
});
