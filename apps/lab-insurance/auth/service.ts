import type { Express } from 'express';
import * as z from 'zod';
import { parse } from '#shared/parse';
import type { Database } from '#shared/sql/database';
import { crossOrigin } from '../cross-origin.ts';
import { labError, labErrorHandlers } from '../errors.ts';
import { labService, methodNotAllowed, readBody } from '../service-base.ts';
import { tokenFor, tokenSeconds } from '../tokens.ts';
import { agentWith } from './agents.ts';
import { config } from './config.ts';

const filled = z.string('must be a text').refine((text) => text.trim() !== '', 'must not be blank');
const credentials = z.object({ username: filled, password: filled });

/** Who the agents are: a token for a login and a password. */
export function auth(db: Database): Express {
  const app = labService('auth', { database: db });
  app.use(crossOrigin);

  app
    .route('/login')
    .post(async (request, response) => {
      const { username, password } = request.is('urlencoded')
        ? parse(credentials, request.body, 'body')
        : readBody(credentials, request);
      const agent = await agentWith(db, username, password);
      if (agent === undefined) throw labError('UNAUTHORIZED', 'The username or the password is wrong.');
      response.json({
        username: agent.login,
        roles: agent.roles,
        avatar: agent.avatar,
        access_token: await tokenFor(agent, config.JWT_SECRET),
        token_type: 'Bearer',
        expires_in: tokenSeconds,
      });
    })
    .all(methodNotAllowed('POST'));

  app.use(labErrorHandlers);
  return app;
}
