import { type Request, Router } from 'express';
import * as z from 'zod';
import { notFound, unauthenticated } from '#shared/errors';
import { ErrorCode, ServiceException } from '../social-network.ts';
import type { TokenUser } from '../user/tokens.ts';
import type { Services } from './clients.ts';
import { id, inputsOf, newRequestId, text } from './inputs.ts';
import { compose, follow, orFail, timeline } from './routes.ts';
import { dropToken, hasToken, keepToken, loggedIn } from './session.ts';

const credentials = z.object({ username: text, password: text });
const registration = z.object({ first_name: text, last_name: text, ...credentials.shape });
const wantedUser = z.object({ username: text });
const timelineOwner = z.object({ user_id: id.optional() });
const follower = z.object({ user_id: text.optional(), user_name: text.optional() });

/** The routes of the page: who is logged in says the cookie. */
export function api(services: Services): Router {
  const router = Router();

  router.all('/user/register', async (request, response) => {
    const user = { req_id: newRequestId(), ...inputsOf(registration, request) };
    await orFail('User registration failure', () => services.user.RegisterUser(user));
    response.redirect('/index.html');
  });

  router.all('/user/login', async (request, response) => {
    const login = { req_id: newRequestId(), ...inputsOf(credentials, request) };
    keepToken(response, await orFail('User login failure', () => services.user.Login(login)));
    response.redirect(`/main.html?username=${encodeURIComponent(login.username)}`);
  });

  router.all('/user/logout', (_request, response) => {
    dropToken(response);
    response.redirect('/index.html');
  });

  /** Null for somebody who has not logged in, as the page asks everybody who opens it. */
  router.get('/user/me', async (request, response) => {
    if (!hasToken(request)) return void response.json(null);
    const { user_id, username } = await loggedIn(request);
    response.json({ user_id: `${user_id}`, username });
  });

  router.get('/user/find', async (request, response) => {
    await loggedIn(request);
    const ask = { req_id: newRequestId(), ...inputsOf(wantedUser, request) };
    const found = await services.user.ComposeCreatorWithUsername(ask).catch((error: unknown) => {
      if (error instanceof ServiceException && error.errorCode === ErrorCode.SE_THRIFT_HANDLER_ERROR)
        throw notFound(error.message);
      throw error;
    });
    response.json({ user_id: `${found.user_id}`, username: found.username });
  });

  for (const how of ['Follow', 'Unfollow'] as const) {
    router.all(`/user/${how.toLowerCase()}`, async (request, response) => {
      const user = await loggedIn(request);
      checkSame(request, user);
      await follow(services, request, how);
      response.redirect('/contact.html');
    });
  }

  for (const [name, member, call] of [
    ['follower', 'follower_id', 'GetFollowers'],
    ['followee', 'followee_id', 'GetFollowees'],
  ] as const) {
    router.all(`/user/get_${name}`, async (request, response) => {
      const { user_id } = await loggedIn(request);
      const ask = { req_id: newRequestId(), user_id };
      const ids = await orFail('Get user-timeline failure', () => services.socialGraph[call](ask));
      response.json(ids.map((id) => ({ [member]: `${id}` })));
    });
  }

  router.all('/post/compose', async (request, response) => {
    if (!hasToken(request)) return response.redirect('/index.html');
    await compose(services, request, await loggedIn(request));
    response.type('text').send('Successfully upload post');
  });

  router.all('/home-timeline/read', async (request, response) => {
    const { user_id } = await loggedIn(request);
    await timeline(request, response, 'home-timeline', (req_id, start, stop) =>
      services.homeTimeline.ReadHomeTimeline({ req_id, user_id, start, stop }),
    );
  });

  /** One's own posts, or those of the user whose id is given. */
  router.all('/user-timeline/read', async (request, response) => {
    const me = await loggedIn(request);
    const { user_id = me.user_id } = inputsOf(timelineOwner, request);
    await timeline(request, response, 'user-timeline', (req_id, start, stop) =>
      services.userTimeline.ReadUserTimeline({ req_id, user_id, start, stop }),
    );
  });

  return router;
}

/** Nobody follows in the name of somebody else, which the original allows. */
function checkSame(request: Request, { user_id, username }: TokenUser): void {
  const claimed = inputsOf(follower, request);
  const { user_id: id = `${user_id}`, user_name: name = username } = claimed;
  if (id !== `${user_id}` || name !== username) throw unauthenticated(`you are logged in as ${username}`);
}
