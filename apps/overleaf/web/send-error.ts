import type { RequestHandler } from 'express';
import type { SendError } from '#shared/http/service';
import { prefersJson, wantsPage } from './answers.ts';
import { errorPage } from './pages/messages.ts';
import { hasSession } from './session.ts';

/**
 * An error as `{message}` for a client that wants JSON, as text for a script, and as a page for a browser, which needs a session: what
 * fails before there is one is text.
 */
export const sendError: SendError = (response, status, message) => {
  const { req: request } = response;
  response.status(status);
  if (prefersJson(request)) response.json({ message });
  else if (wantsPage(request) && hasSession(response)) errorPage(response, status, message);
  else response.type('text/plain').send(message);
};

/** Answers a browser where there is no such page; other clients hear it from Express. */
export const noSuchPage: RequestHandler = (request, response, next) => {
  if (!wantsPage(request)) return next();
  errorPage(response.status(404), 404, 'There is no such page.');
};
