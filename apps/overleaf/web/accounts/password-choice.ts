import type { ObjectId } from 'mongodb';
import { hashPassword } from '#shared/state/password';
import { withUsers } from '../db.ts';
import type { User } from '../user.ts';
import { checkPassword } from './passwords.ts';
import { userOfToken, useToken } from './tokens.ts';

/** Gives a user another password. */
export async function storePassword(_id: ObjectId, password: string): Promise<void> {
  const hashedPassword = await hashPassword(password);
  await withUsers((users) => users.updateOne({ _id }, { $set: { hashedPassword } }));
}

/**
 * Gives the user of a token the password that he has chosen, and uses the token up. Throws `not-found` for a token that cannot be used,
 * and `invalid` for a weak password, after which the token is still good.
 */
export async function choosePassword(token: string, password: string): Promise<User> {
  const user = await userOfToken(token);
  checkPassword(password, user.email);
  await useToken(token);
  await storePassword(user._id, password);
  return user;
}
