import { type Response, Router } from 'express';
import * as z from 'zod';
import { invalid } from '#shared/errors';
import { parse } from '#shared/parse';
import { wantsPage } from '../answers.ts';
import { limited } from '../rate-limit.ts';
import { sessionIn } from '../session.ts';
import { loggedInUser, needsLogin } from '../who.ts';
import { notice, orShowAgain } from './forms.ts';
import { storePassword } from './password-choice.ts';
import { checkPassword, isPasswordOf } from './passwords.ts';
import { changeSettings, settingsBody } from './settings.ts';
import { settingsPage } from './settings-page.ts';

/** The settings of an account. */
export const settingsRoutes = Router();

settingsRoutes
  .route('/user/settings')
  .get(needsLogin, ({ query }, response) =>
    settingsPage(response, notice(query.saved === undefined ? undefined : 'Saved', 'status')),
  )
  .post(needsLogin, async (request, response) => {
    await orShowAgain(
      request,
      response,
      async () => {
        await changeSettings(loggedInUser(response), parse(settingsBody, request.body, 'body'));
        if (wantsPage(request)) response.redirect('/user/settings?saved');
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
