import { Router } from 'express';
import { html } from '#shared/http/html';
import { wantsPage } from '../answers.ts';
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
    body: html`<p>You have been logged in here since
<time datetime="${createdAt}">${createdAt.slice(0, 16).replace('T', ' ')} UTC</time>, from ${address}.</p>
<p>Have you logged in on a device that others use, or that you have lost?</p>
${form(response, { action: '/user/sessions/clear', button: 'Log out everywhere else' })}
<p><a href="/user/settings">Back to your account</a></p>`,
  });
});

sessionRoutes.post('/user/sessions/clear', needsLogin, async (request, response) => {
  await sessionIn(response).endOthers();
  if (wantsPage(request)) response.redirect('/user/sessions');
  else response.sendStatus(201);
});
