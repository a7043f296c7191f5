import { type Response, Router } from 'express';
import * as z from 'zod';
import { invalid } from '#shared/errors';
import { parse } from '#shared/parse';
import { wantsPage } from '../answers.ts';
import { type Html, html } from '../pages/html.ts';
import { page } from '../pages/page.ts';
import { limited } from '../rate-limit.ts';
import { sessionIn } from '../session.ts';
import { loggedInUser, needsLogin } from '../who.ts';
import { emailField, passwordField } from './credentials.ts';
import { form, notice, orShowAgain } from './forms.ts';
import { storePassword } from './password-choice.ts';
import { checkPassword, isPasswordOf } from './passwords.ts';
import { changeSettings, settingsBody } from './settings.ts';

/** The settings of an account. */
export const settingsRoutes = Router();

settingsRoutes
  .route('/user/settings')
  .get(needsLogin, (_request, response) => settingsPage(response))
  .post(needsLogin, async (request, response) => {
    await orShowAgain(
      request,
      response,
      async () => {
        await changeSettings(loggedInUser(response), parse(settingsBody, request.body, 'body'));
        if (wantsPage(request)) response.redirect('/user/settings');
        else response.sendStatus(200);
      },
      (problem) => settingsPage(response, notice(problem)),
    );
  });

const text = z.string('must be a password');
const passwords = z.object({ currentPassword: text, newPassword1: text, newPassword2: text });

settingsRoutes.post(
  '/user/password/update',
  needsLogin,
  limited('change-password', { max: 10, seconds: 60 }),
  async (request, response) => {
    await orShowAgain(
      request,
      response,
      async () => {
        await changePassword(response, parse(passwords, request.body, 'body'));
        const { email } = loggedInUser(response);
        if (wantsPage(request)) settingsPage(response, notice(changed, 'status'));
        else response.json({ message: { type: 'success', email, text: changed } });
      },
      (problem) => settingsPage(response, notice(problem)),
    );
  },
);

const changed = 'Password changed';

/** Changes the password of who asks, and ends his other sessions. */
async function changePassword(
  response: Response,
  { currentPassword, newPassword1, newPassword2 }: z.output<typeof passwords>,
): Promise<void> {
  const { _id, email, hashedPassword } = loggedInUser(response);
  if (!(await isPasswordOf(hashedPassword, currentPassword))) throw invalid('Your old password is wrong');
  if (newPassword1 !== newPassword2) throw invalid('Passwords do not match');
  checkPassword(newPassword1, email);
  await storePassword(_id, newPassword1);
  await sessionIn(response).endOthers();
}

function settingsPage(response: Response, message?: Html): void {
  const { email, first_name, last_name, role, institution } = loggedInUser(response);
  const line = (name: string, label: string, value = '') => ({ name, label, value, isOptional: true });
  page(response, {
    title: 'Your account',
    body: html`${message}
${form(
  response,
  { action: '/user/settings', button: 'Save' },
  emailField(email),
  line('first_name', 'First name', first_name),
  line('last_name', 'Last name', last_name),
  line('institution', 'Institution', institution),
  line('role', 'Role', role),
)}<h2>Password</h2>
${form(
  response,
  { action: '/user/password/update', button: 'Change the password' },
  passwordField('currentPassword', 'Present password', 'current-password'),
  passwordField('newPassword1', 'New password', 'new-password'),
  passwordField('newPassword2', 'New password again', 'new-password'),
)}<h2>Sessions</h2>
<p><a href="/user/sessions">Where you are logged in</a></p>
<h2>Delete the account</h2>
${form(
  response,
  { action: '/user/delete', button: 'Delete my account and my projects' },
  passwordField('password', 'Password', 'current-password'),
)}`,
  });
}
