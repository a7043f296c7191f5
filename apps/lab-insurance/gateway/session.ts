import type { RequestHandler, Response } from 'express';
import { labError } from '../errors.ts';
import { type Agent, agentOf, bearerToken } from '../tokens.ts';
import { config } from './config.ts';

/** Lets only those pass who bring a valid token. */
export const needsToken: RequestHandler = async (request, response, next) => {
  const token = bearerToken(request.headers.authorization);
  if (token === undefined)
    throw labError('UNAUTHORIZED', 'A token is needed: Authorization: Bearer TOKEN; log in to get one.');
  const agent = await agentOf(token, config.JWT_SECRET);
  if (agent === undefined)
    throw labError('UNAUTHORIZED', 'The token is not valid, or too old; please log in again.');
  response.locals.agent = agent;
  next();
};

/** Lets only the administrator pass. */
export const needsAdmin: RequestHandler = (_request, response, next) => {
  if (agentIn(response).login !== 'admin') throw labError('FORBIDDEN', 'Only admin may do this.');
  next();
};

/** Who asks. */
export const agentIn = ({ locals }: Response): Agent => locals.agent as Agent;
