import { Router } from 'express';
import { isKind } from '#shared/errors';
import { jsonOf } from '#shared/http/client';
import { ask } from './neighbours.ts';
import { loggedInUser, needsLogin } from './who.ts';

/** Misspelled words, and the words that a user teaches. */
export const spellingRoutes = Router();

const deadlineMs = 10_000;

spellingRoutes.post('/spelling/check', needsLogin, async ({ body }, response) => {
  const path = `/user/${loggedInUser(response)._id}/check`;
  const answer = await ask('spelling', path, { method: 'POST', json: body, deadlineMs }).catch(
    (error: unknown) => {
      // As the original: nothing is found in a language without a dictionary.
      if (isKind(error, 'invalid')) return undefined;
      throw error;
    },
  );
  if (answer === undefined) response.status(422).json({ misspellings: [] });
  else response.json(jsonOf(answer));
});

for (const action of ['learn', 'unlearn'])
  spellingRoutes.post(`/spelling/${action}`, needsLogin, async ({ body }, response) => {
    const path = `/user/${loggedInUser(response)._id}/${action}`;
    await ask('spelling', path, { method: 'POST', json: body, deadlineMs });
    response.sendStatus(204);
  });
