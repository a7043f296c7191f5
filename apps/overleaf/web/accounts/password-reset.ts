import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { notFound } from '#shared/errors';
import { html } from '#shared/http/html';
import { parse } from '#shared/parse';
import { idText } from '../../ids.ts';
import { redirect, wantsPage } from '../answers.ts';
import { page } from '../pages/page.ts';
import { limited } from '../rate-limit.ts';
import { sessionIn } from '../session.ts';
import { emailField, passwordField } from './credentials.ts';
import { emailText } from './emails.ts';
import { form, notice, orShowAgain } from './forms.ts';
import { enter } from './log-in.ts';
import { sendMail } from './mail.ts';
import { choosePassword } from './password-choice.ts';
import { passwordLabel } from './passwords.ts';
import { certainSiteUrl } from './site.ts';
import { issueToken, lifetimes, userOfToken } from './tokens.ts';
import { findUserWithEmail } from './users.ts';

/** Choosing a password by a link in a mail: because it was forgotten, or for a new account. */
export const passwordResetRoutes = Router();

const reset = z.object({ email: emailText });
const choice = z.object({
  passwordResetToken: z.string('must be a token').min(1, 'must be a token'),
  password: z.string('must be a password'),
});
const back = html`<p><a href="/login">Back to the log-in</a></p>`;
const sent = 'You have been sent an email to complete your password reset.';

passwordResetRoutes
  .route('/user/password/reset')
  .get((_request, response) => resetPage(response))
  .post(limited('password-reset', { max: 6, seconds: 60 }), async (request, response) => {
    await orShowAgain(
      request,
      response,
      async () => {
        await sendResetMail(request, parse(reset, request.body, 'body').email);
        if (wantsPage(request))
          page(response, { title: 'Reset your password', body: html`${notice(sent, 'status')}${back}` });
        else response.json({ message: { text: sent } });
      },
      (problem) => resetPage(response, problem),
    );
  });

async function sendResetMail(request: Request, email: string): Promise<void> {
  const user = await findUserWithEmail(email);
  if (user === null) throw notFound('That email address is not registered, sorry.');
  const token = await issueToken(user, lifetimes.reset);
  const link = certainSiteUrl(request, `/user/password/set?passwordResetToken=${token}`);
  await sendMail({
    to: email,
    subject: 'Password reset - Overleaf',
    text: `Somebody has asked for a new password for your account. Choose it within one hour at\n\n${link}\n\nIf it was not you, do nothing.\n`,
  });
}

function resetPage(response: Response, problem?: string): void {
  page(response, {
    title: 'Reset your password',
    body: html`${notice(problem)}<p>You get a mail with a link, with which you choose another password.</p>${form(
      response,
      { action: '/user/password/reset', button: 'Send me a link' },
      emailField(),
    )}${back}`,
  });
}

passwordResetRoutes
  .route('/user/password/set')
  .get(async ({ query }, response) => {
    const token = query.passwordResetToken;
    if (typeof token !== 'string') return response.redirect('/user/password/reset');
    await userOfToken(token);
    choicePage(response, token);
  })
  .post(async (request, response) => {
    await orShowAgain(
      request,
      response,
      async () => {
        const { passwordResetToken, password } = parse(choice, request.body, 'body');
        const user = await choosePassword(passwordResetToken, password);
        const wanted = await enter(request, response, user);
        await sessionIn(response).endOthers();
        redirect(request, response, wanted);
      },
      (problem) => choicePage(response, String(Object(request.body).passwordResetToken ?? ''), problem),
    );
  });

const activation = z.object({ token: z.string().min(1, 'must be a token'), user_id: idText });

passwordResetRoutes.get('/user/activate', async ({ query }, response) => {
  const { data } = activation.safeParse(query);
  const user = data && (await userOfToken(data.token));
  if (user?._id.toHexString() !== data?.user_id || data === undefined)
    throw notFound('This link is not complete: copy the whole of it from the mail.');
  choicePage(response, data.token);
});

/** The address of the page is a secret, which other sites do not learn. */
function choicePage(response: Response, token: string, problem?: string): void {
  response.set('Referrer-Policy', 'no-referrer');
  page(response, {
    title: 'Choose a password',
    body: html`${notice(problem)}${form(
      response,
      { action: '/user/password/set', button: 'Set the password' },
      { name: 'passwordResetToken', label: '', type: 'hidden', value: token },
      passwordField('password', passwordLabel, 'new-password'),
    )}`,
  });
}
