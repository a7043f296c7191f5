import { type Response, Router } from 'express';
import { notFound } from '#shared/errors';
import { html } from '#shared/http/html';
import { parse } from '#shared/parse';
import { hashPassword } from '#shared/state/password';
import { redirect } from '../answers.ts';
import { config } from '../config.ts';
import { page } from '../pages/page.ts';
import { emailField, newCredentials, passwordField, shortText } from './credentials.ts';
import { form, notice, orShowAgain } from './forms.ts';
import { enter } from './log-in.ts';
import { checkPassword, passwordLabel } from './passwords.ts';
import { createUser } from './users.ts';

/** Registering oneself, where that is allowed. */
export const registrationRoutes = Router();

const registration = newCredentials.extend({
  first_name: shortText.default(''),
  last_name: shortText.default(''),
});
const closed = 'People cannot register themselves here. Ask the administrator for an account.';

registrationRoutes
  .route('/register')
  .get((_request, response) => registrationPage(response))
  .post(async (request, response) => {
    if (!config.ALLOW_REGISTRATION) throw notFound(closed);
    await orShowAgain(
      request,
      response,
      async () => {
        const { password, ...person } = parse(registration, request.body, 'body');
        checkPassword(password, person.email);
        const user = await createUser({ ...person, hashedPassword: await hashPassword(password) });
        redirect(request, response, await enter(request, response, user));
      },
      (problem) => registrationPage(response, problem, String(Object(request.body).email ?? '')),
    );
  });

function registrationPage(response: Response, problem?: string, email?: string): void {
  const fields = form(
    response,
    { action: '/register', button: 'Register' },
    emailField(email),
    passwordField('password', passwordLabel, 'new-password'),
  );
  const logIn = html`<p>Do you have an account? <a href="/login">Log in</a></p>`;
  page(response, {
    title: 'Register',
    body: config.ALLOW_REGISTRATION
      ? html`${notice(problem)}${fields}${logIn}`
      : html`<p>${closed}</p>${logIn}`,
  });
}
