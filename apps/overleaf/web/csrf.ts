import type { Request, RequestHandler, Response } from 'express';
import { HttpError } from '#shared/http/errors';
import { csrfTokenOf, isCsrfToken } from './csrf-tokens.ts';
import { sessionIn } from './session.ts';

/** A token for requests that change something; it is good as long as the session has its secret. */
export const csrfTokenIn = (response: Response): string => csrfTokenOf(sessionIn(response).data.csrfSecret);

/**
 * Refuses with 403 a request that may change something without a token of its session: in the header `X-Csrf-Token`, in the field
 * `_csrf` of the body, or in the query.
 */
export const needsCsrfToken: RequestHandler = (request, response, next) => {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return next();
  if (isCsrfToken(sessionIn(response).data.csrfSecret, tokenIn(request))) return next();
  // A log-in that is sent twice is refused the second time. If that response came last, its cookie would end the new session.
  response.removeHeader('Set-Cookie');
  throw new HttpError(403, 'Forbidden: the csrf token is missing or wrong; load the page again');
};

function tokenIn({ headers, body, query }: Request): string {
  const given = headers['x-csrf-token'] ?? Object(body)._csrf ?? query._csrf;
  return typeof given === 'string' ? given : '';
}
