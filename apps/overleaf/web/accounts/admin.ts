import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { isKind } from '#shared/errors';
import { HttpError } from '#shared/http/errors';
import { type Html, html } from '#shared/http/html';
import { parse } from '#shared/parse';
import { wantsPage } from '../answers.ts';
import { page } from '../pages/page.ts';
import type { User } from '../user.ts';
import { needsAdmin } from '../who.ts';
import { emailField } from './credentials.ts';
import { emailText } from './emails.ts';
import { form, notice, orShowAgain } from './forms.ts';
import { sendMail } from './mail.ts';
import { siteUrl } from './site.ts';
import { issueToken, lifetimes } from './tokens.ts';
import { createUser, findUserWithEmail } from './users.ts';

/** Where administrators register people. */
export const adminRoutes = Router();

const person = z.object({ email: emailText });

adminRoutes.get('/admin', ...needsAdmin, (_request, response) => adminPage(response));

adminRoutes.post('/admin/register', ...needsAdmin, async (request, response) => {
  await orShowAgain(
    request,
    response,
    async () => {
      if (!Object(request.body).email) throw new HttpError(422, 'email: name the address of the new account');
      const { email } = parse(person, request.body, 'body');
      const setNewPasswordUrl = await invite(request, await userWith(email));
      if (wantsPage(request)) adminPage(response, registered(email, setNewPasswordUrl));
      else response.json({ email, setNewPasswordUrl });
    },
    (problem) => adminPage(response, notice(problem)),
  );
});

/** The account with an address, which is created without a password if there is none. */
async function userWith(email: string): Promise<User> {
  const found = await findUserWithEmail(email);
  if (found !== null) return found;
  return createUser({ email }).catch(async (error: unknown) => {
    const other = isKind(error, 'conflict') ? await findUserWithEmail(email) : null;
    if (other === null) throw error;
    return other;
  });
}

/** Sends the link with which a user chooses a password, and returns it. */
async function invite(request: Request, user: User): Promise<string> {
  const token = await issueToken(user, lifetimes.activation);
  const link = siteUrl(request, `/user/activate?token=${token}&user_id=${user._id}`);
  await sendMail({
    to: user.email,
    subject: 'Activate your Overleaf account',
    text: `There is an account for you. Choose a password for it within a week at\n\n${link}\n`,
  });
  return link;
}

const registered = (email: string, url: string): Html =>
  html`<p class="notice" role="status"><span>${email} was sent a link with which to choose a password, for a week: <a href="${url}">${url}</a></span></p>`;

function adminPage(response: Response, message?: Html): void {
  const fields = form(response, { action: '/admin/register', button: 'Register' }, emailField());
  page(response, {
    title: 'Administration',
    body: html`${message}<section class="card"><h2>Register somebody</h2>
<p>This person gets a mail with a link, and chooses a password there.</p>
${fields}</section>`,
  });
}
