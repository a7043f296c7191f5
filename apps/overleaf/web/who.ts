import type { RequestHandler, Response } from 'express';
import { ObjectId } from 'mongodb';
import { HttpError } from '#shared/http/errors';
import { prefersJson } from './answers.ts';
import { withUsers } from './db.ts';
import { sessionIn } from './session.ts';
import type { User } from './user.ts';

/** Who asks, or undefined without a log-in: `withUser` has found out. */
export const userIn = ({ locals }: Response): User | undefined => locals.user as User | undefined;

/** Who asks, where `needsLogin` or a guard of a project has let only users pass. */
export function loggedInUser(response: Response): User {
  const user = userIn(response);
  if (user === undefined) throw new HttpError(401, 'Unauthorized: log in first');
  return user;
}

/** Finds out who asks. A user who was deleted is nobody. */
export const withUser: RequestHandler = async (_request, response, next) => {
  const { userId } = sessionIn(response);
  if (userId !== undefined)
    response.locals.user =
      (await withUsers((users) => users.findOne({ _id: new ObjectId(userId) }))) ?? undefined;
  next();
};

/** Lets only users pass. A browser goes to the log-in, and comes back after it. */
export const needsLogin: RequestHandler = async (request, response, next) => {
  if (userIn(response) !== undefined) return next();
  await askToLogIn(request, response);
};

/** Answers somebody without a log-in: 401 for a client that wants JSON, else the log-in page, which then leads back. */
export const askToLogIn = async (
  request: Parameters<RequestHandler>[0],
  response: Response,
): Promise<void> => {
  if (prefersJson(request)) {
    response.set('WWW-Authenticate', 'OverleafLogin').status(401).send('Unauthorized');
    return;
  }
  if (request.method === 'GET') {
    const { originalUrl: postLoginRedirect } = request;
    await sessionIn(response).change((data) => ({ ...data, postLoginRedirect }));
  }
  response.redirect('/login');
};

/** Lets only administrators pass. */
export const needsAdmin: RequestHandler[] = [
  needsLogin,
  (request, response, next) => {
    if (userIn(response)?.isAdmin) return next();
    response.redirect(`/restricted?from=${encodeURIComponent(request.originalUrl)}`);
  },
];
