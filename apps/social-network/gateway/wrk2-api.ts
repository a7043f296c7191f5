import { Router } from 'express';
import * as z from 'zod';
import type { Services } from './clients.ts';
import { id, inputsOf, newRequestId, text } from './inputs.ts';
import { compose, follow, orFail, timeline } from './routes.ts';

const registration = z.object({
  first_name: text,
  last_name: text,
  username: text,
  password: text,
  user_id: id,
});
const author = z.object({ user_id: id, username: text });
const reader = z.object({ user_id: id });

/** The routes of the original's load scripts: whoever asks says who they are. */
export function wrk2Api(services: Services): Router {
  const router = Router();

  router.all('/user/register', async (request, response) => {
    const user = { req_id: newRequestId(), ...inputsOf(registration, request) };
    await orFail('User registration failure', () => services.user.RegisterUserWithId(user));
    response.type('text').send('Success!');
  });

  for (const how of ['Follow', 'Unfollow'] as const) {
    router.all(`/user/${how.toLowerCase()}`, async (request, response) => {
      await follow(services, request, how);
      response.type('text').send('Success!');
    });
  }

  router.all('/post/compose', async (request, response) => {
    await compose(services, request, inputsOf(author, request));
    response.type('text').send('Successfully upload post');
  });

  router.all('/home-timeline/read', (request, response) => {
    const { user_id } = inputsOf(reader, request);
    return timeline(request, response, 'home-timeline', (req_id, start, stop) =>
      services.homeTimeline.ReadHomeTimeline({ req_id, user_id, start, stop }),
    );
  });

  router.all('/user-timeline/read', (request, response) => {
    const { user_id } = inputsOf(reader, request);
    return timeline(request, response, 'user-timeline', (req_id, start, stop) =>
      services.userTimeline.ReadUserTimeline({ req_id, user_id, start, stop }),
    );
  });

  return router;
}
