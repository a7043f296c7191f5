import type { SendError } from '#shared/http/service';
import { prefersJson, wantsPage } from './answers.ts';
import { page } from './pages/page.ts';

/** An error as `{message}` for a client that wants JSON, as text for a script, and as a page for a browser. */
export const sendError: SendError = (response, status, message) => {
  const { req: request } = response;
  response.status(status);
  if (prefersJson(request)) response.json({ message });
  else if (wantsPage(request)) page(response, { title: String(status), body: message });
  else response.type('text/plain').send(message);
};
