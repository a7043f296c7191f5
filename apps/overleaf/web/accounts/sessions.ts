import { Router } from 'express';
import { wantsPage } from '../answers.ts';
import { html } from '../pages/html.ts';
import { page } from '../pages/page.ts';
import { sessionIn } from '../session.ts';
import { needsLogin } from '../who.ts';
import { form } from './forms.ts';

/** Where a user is logged in. */
export const sessionRoutes = Router();

sessionRoutes.get('/user/sessions', needsLogin, (_request, response) => {
  const { address, createdAt } = sessionIn(response).data;
  page(response, {
    title: 'Sessions',
    body: html`<p>This session was begun at <time>${createdAt}</time> from ${address}.</p>
${form(response, { action: '/user/sessions/clear', button: 'Log out everywhere else' })}`,
  });
});

sessionRoutes.post('/user/sessions/clear', needsLogin, async (request, response) => {
  await sessionIn(response).endOthers();
  if (wantsPage(request)) response.redirect('/user/sessions');
  else response.sendStatus(201);
});
