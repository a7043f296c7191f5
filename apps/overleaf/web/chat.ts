import { Router } from 'express';
import * as z from 'zod';
import { readResponse } from '#shared/http/client';
import { parse } from '#shared/parse';
import { idText } from '../ids.ts';
import { publish } from './events.ts';
import { maySeePeople, projectIn } from './guards.ts';
import { ask } from './neighbours.ts';
import { peopleById, personOf } from './people.ts';
import { queryOf } from './query.ts';
import { limited } from './rate-limit.ts';
import { loggedInUser, needsLogin } from './who.ts';

/** The chat of a project. */
export const chatRoutes = Router();

const message = z.looseObject({ id: idText, user_id: idText });
const newMessage = z.object({ content: z.string('must be a text') });

chatRoutes
  .route('/project/:project/messages')
  .get(maySeePeople, async (request, response) => {
    const asked = queryOf(request, 'limit', 'before');
    const answer = await ask('chat', `/project/${projectIn(response)._id}/messages?${asked}`);
    const messages = readResponse(z.array(message), answer, 'the messages');
    const people = await peopleById(messages.map(({ user_id }) => user_id));
    response.json(messages.map((each) => ({ ...each, user: people.get(each.user_id) })));
  })
  .post(
    needsLogin,
    maySeePeople,
    limited('send-chat-message', { max: 100, seconds: 60 }),
    async ({ body }, response) => {
      const { _id: project } = projectIn(response);
      const user = loggedInUser(response);
      const json = { user_id: user._id, content: parse(newMessage, body, 'body').content };
      const answer = await ask('chat', `/project/${project}/messages`, { method: 'POST', json });
      const said = readResponse(message, answer, 'the message');
      await publish(project, 'new-chat-message', { ...said, user: personOf(user) });
      response.sendStatus(204);
    },
  );
