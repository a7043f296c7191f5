import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { html } from '#shared/http/html';
import { redirect, safePath, wantsPage } from '../answers.ts';
import { config } from '../config.ts';
import { withUsers } from '../db.ts';
import { page } from '../pages/page.ts';
import { forgetTries, isWithin } from '../rate-limit.ts';
import { sessionIn } from '../session.ts';
import type { User } from '../user.ts';
import { needsLogin, userIn } from '../who.ts';
import { emailField, passwordField } from './credentials.ts';
import { form, notice } from './forms.ts';
import { isPasswordOf } from './passwords.ts';
import { findUserWithEmail } from './users.ts';

/** Logging in and out. */
export const logInRoutes = Router();

const credentials = z.object({
  email: z.string().min(1).max(254).toLowerCase(),
  password: z.string().min(1),
});
const tries = { max: 10, seconds: 120 };

logInRoutes.get('/login', (_request, response) => logInPage(response));

logInRoutes.post('/login', async (request, response) => {
  const { data: given } = credentials.safeParse(request.body);
  if (given === undefined)
    return refuse(request, response, 'Missing credentials: send an e-mail and a password');
  const { email, password } = given;
  // Counted before the password is looked at, so that many tries at the same time are no more than one after the other.
  if (!(await isWithin('login', email, tries)))
    return refuse(request, response, 'There were too many tries with this email. Please wait two minutes');
  const user = await findUserWithEmail(email);
  if (!(await isPasswordOf(user?.hashedPassword, password)) || user === null)
    return refuse(request, response, 'Your email or password is incorrect. Please try again');
  await forgetTries('login', email);
  redirect(request, response, await enter(request, response, user));
});

/** Logs a user in; returns the page that was asked for before. */
export async function enter(request: Request, response: Response, { _id }: User): Promise<string> {
  const session = sessionIn(response);
  const wanted = safePath(session.data.postLoginRedirect, '/project');
  await session.logIn(_id);
  await withUsers((users) =>
    users.updateOne(
      { _id },
      { $set: { lastLoggedIn: new Date(), lastLoginIp: request.ip ?? '' }, $inc: { loginCount: 1 } },
    ),
  );
  return wanted;
}

/** Tells why nobody was logged in, in the two ways in which clients look for it. */
function refuse(request: Request, response: Response, text: string): void {
  if (wantsPage(request)) logInPage(response, text, String(Object(request.body).email ?? ''));
  else response.json({ message: { type: 'error', text, message: text } });
}

function logInPage(response: Response, problem?: string, email?: string): void {
  page(response, {
    title: 'Log in',
    body: html`${notice(problem)}
${form(
  response,
  { action: '/login', name: 'loginForm', button: 'Log in' },
  emailField(email),
  passwordField('password', 'Password', 'current-password'),
)}<p><a href="/user/password/reset">Forgot your password?</a></p>
${config.ALLOW_REGISTRATION && html`<p>No account yet? <a href="/register">Get one</a></p>`}`,
  });
}

logInRoutes
  .route('/logout')
  .get((_request, response) => {
    if (userIn(response) === undefined) response.redirect('/login');
    else page(response, { title: 'Log out', body: form(response, { action: '/logout', button: 'Log out' }) });
  })
  .post(needsLogin, async (request, response) => {
    await sessionIn(response).end();
    response.redirect(safePath(Object(request.body).redirect, '/login'));
  });
