import { type Request, type Response, Router } from 'express';
import type { ObjectId } from 'mongodb';
import { forbidden } from '#shared/errors';
import { openCollection } from '#shared/state/mongo';
import { wantsPage } from '../answers.ts';
import { mongo, withUsers } from '../db.ts';
import { deleteProjectsOf } from '../projects/delete.ts';
import { limited } from '../rate-limit.ts';
import { sessionIn } from '../session.ts';
import type { User } from '../user.ts';
import { loggedInUser, needsLogin } from '../who.ts';
import { notice, orShowAgain } from './forms.ts';
import { isPasswordOf } from './passwords.ts';
import { settingsPage } from './settings-page.ts';

/** An account that was deleted. */
interface DeletedUser {
  user: Omit<User, 'hashedPassword'>;
  deleterData: { deletedAt: Date; deleterId: ObjectId; deleterIpAddress: string; deletedUserId: ObjectId };
}

const withDeletedUsers = openCollection<DeletedUser>(mongo, 'deletedUsers');

/** Deleting one's account. */
export const deletionRoutes = Router();

deletionRoutes.post(
  '/user/delete',
  needsLogin,
  limited('delete-user', { max: 10, seconds: 60 }),
  async (request, response) => {
    await orShowAgain(
      request,
      response,
      async () => {
        await deleteWhoAsks(request, response);
        if (wantsPage(request)) response.redirect('/login');
        else response.sendStatus(200);
      },
      (problem) => settingsPage(response, notice(problem)),
    );
  },
);

/** Deletes the account of who asks and knows its password, and ends its sessions. Throws `forbidden`. */
async function deleteWhoAsks(request: Request, response: Response): Promise<void> {
  const { hashedPassword, ...user } = loggedInUser(response);
  const { password } = Object(request.body);
  if (!(await isPasswordOf(hashedPassword, typeof password === 'string' ? password : '')))
    throw forbidden('Forbidden: the password is wrong');
  await deleteUser(user, request.ip ?? '');
  const session = sessionIn(response);
  await session.end();
  await session.endAllOf(user._id);
}

/** Deletes an account with its projects. The projects go first: after a failure the user can try again. */
async function deleteUser(user: DeletedUser['user'], address: string): Promise<void> {
  const { _id } = user;
  await deleteProjectsOf(user, address);
  const deleterData = {
    deletedAt: new Date(),
    deleterId: _id,
    deleterIpAddress: address,
    deletedUserId: _id,
  };
  await withDeletedUsers((deleted) =>
    deleted.updateOne(
      { 'deleterData.deletedUserId': _id },
      { $set: { user, deleterData } },
      { upsert: true },
    ),
  );
  await withUsers((users) => users.deleteOne({ _id }));
}
