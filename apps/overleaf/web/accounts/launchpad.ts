import { type Response, Router } from 'express';
import { html } from '#shared/http/html';
import { parse } from '#shared/parse';
import { hashPassword } from '#shared/state/password';
import { wantsPage } from '../answers.ts';
import { page } from '../pages/page.ts';
import { sessionIn } from '../session.ts';
import { needsAdmin } from '../who.ts';
import { emailField, newCredentials, passwordField } from './credentials.ts';
import { createFirstAdmin, hasAdmin } from './first-admin.ts';
import { form, notice, orShowAgain } from './forms.ts';
import { checkPassword, passwordLabel } from './passwords.ts';

/** Where a new site gets its first administrator. */
export const launchpadRoutes = Router();

launchpadRoutes.get('/launchpad', async (_request, response, next) => {
  if (await hasAdmin()) return next();
  await sessionIn(response).change((data) => ({ ...data, postLoginRedirect: '/launchpad' }));
  firstAdminPage(response);
});

launchpadRoutes.get('/launchpad', ...needsAdmin, (_request, response) => {
  page(response, {
    title: 'Launchpad',
    body: html`<p>This site has an administrator. <a href="/admin">Register people</a> or go to
<a href="/project">your projects</a>.</p>`,
  });
});

launchpadRoutes.post('/launchpad/register_admin', async (request, response) => {
  await orShowAgain(
    request,
    response,
    async () => {
      const { email, password } = parse(newCredentials, request.body, 'body');
      checkPassword(password, email);
      const { _id, first_name, signUpDate } = await createFirstAdmin({
        email,
        hashedPassword: await hashPassword(password),
      });
      if (wantsPage(request)) response.redirect('/login');
      else response.json({ redir: '', id: _id, first_name, email, created: signUpDate.getTime() });
    },
    (problem) => firstAdminPage(response, problem, String(Object(request.body).email ?? '')),
  );
});

function firstAdminPage(response: Response, problem?: string, email?: string): void {
  const fields = form(
    response,
    { action: '/launchpad/register_admin', button: 'Register the administrator' },
    emailField(email),
    passwordField('password', passwordLabel, 'new-password'),
  );
  page(response, {
    title: 'The first administrator',
    body: html`${notice(problem)}<p>This site is new. Whoever registers here first administers it.</p>${fields}`,
  });
}
