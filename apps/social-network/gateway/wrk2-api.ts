import { Router } from 'express';
import { inputsOf, newRequestId } from './inputs.ts';
import { compose, follow, orFail, timeline } from './routes.ts';
import type { Services } from './services.ts';

/** The routes of the original's load scripts: whoever asks says who they are. */
export function wrk2Api(services: Services): Router {
  const router = Router();

  router.all('/user/register', async (request, response) => {
    const input = inputsOf(request);
    const [first_name, last_name, username, password] = [
      input.text('first_name'),
      input.text('last_name'),
      input.text('username'),
      input.text('password'),
    ];
    const user = {
      req_id: newRequestId(),
      first_name,
      last_name,
      username,
      password,
      user_id: input.id('user_id'),
    };
    await orFail('User registration failure', () => services.user.RegisterUserWithId(user));
    response.type('text').send('Success!');
  });

  for (const how of ['Follow', 'Unfollow'] as const) {
    router.all(`/user/${how.toLowerCase()}`, async (request, response) => {
      await follow(services, inputsOf(request), how);
      response.type('text').send('Success!');
    });
  }

  router.all('/post/compose', async (request, response) => {
    const input = inputsOf(request);
    await compose(services, request, { user_id: input.id('user_id'), username: input.text('username') });
    response.type('text').send('Successfully upload post');
  });

  router.all('/home-timeline/read', (request, response) => {
    const user_id = inputsOf(request).id('user_id');
    return timeline(request, response, 'home-timeline', (req_id, start, stop) =>
      services.homeTimeline.ReadHomeTimeline({ req_id, user_id, start, stop }),
    );
  });

  router.all('/user-timeline/read', (request, response) => {
    const user_id = inputsOf(request).id('user_id');
    return timeline(request, response, 'user-timeline', (req_id, start, stop) =>
      services.userTimeline.ReadUserTimeline({ req_id, user_id, start, stop }),
    );
  });

  return router;
}
