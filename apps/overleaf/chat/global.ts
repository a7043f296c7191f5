import { Router } from 'express';
import { parse } from '#shared/parse';
import { idFrom } from '../ids.ts';
import { newMessage } from './bodies.ts';
import { addMessage, newestMessages } from './messages.ts';
import { findRoom, roomOf } from './rooms.ts';

/** The chat of a project, also under its old path. */
export const globalRoom = Router();

globalRoom
  .route(['/project/:project/messages', '/room/:project/messages'])
  .get(async ({ params, query }, response) => {
    const room = await findRoom(idFrom(params.project, 'the project'));
    const before = timeOf(query.before);
    const isEmpty = room === undefined || Number.isNaN(before);
    response.json(isEmpty ? [] : await newestMessages(room, limitOf(query.limit), before));
  })
  .post(async ({ params, body }, response) => {
    const project = idFrom(params.project, 'the project');
    const { user_id, content } = parse(newMessage, body, 'body');
    const message = await addMessage(await roomOf(project), idFrom(user_id, 'user_id'), content);
    response.status(201).json({ ...message, room_id: project });
  });

/** As the original: 50, unless a number is given, whose sign does not count. */
const limitOf = (text: unknown): number => Math.abs(Number.parseInt(String(text), 10)) || 50;

/** NaN for a text that is no number. */
const timeOf = (text: unknown): number | undefined =>
  text === undefined ? undefined : Number.parseInt(String(text), 10);
