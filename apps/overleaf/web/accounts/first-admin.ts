import { forbidden, isKind } from '#shared/errors';
import { withUsers } from '../db.ts';
import type { User } from '../user.ts';
import { createUser, type NewUser } from './users.ts';

/** Whether the site has an administrator, so that nobody can become one by himself. */
export const hasAdmin = async (): Promise<boolean> =>
  (await withUsers((users) => users.findOne({ isAdmin: true }))) !== null;

/**
 * Creates the first administrator. Of several at the same time one succeeds, because an index allows one account that is the first
 * administrator. Throws `forbidden` when there is an administrator, and `conflict` when the address is taken.
 */
export async function createFirstAdmin(admin: NewUser): Promise<User> {
  const refusal = () => forbidden('there is an administrator already: ask for an account');
  if (await hasAdmin()) throw refusal();
  return createUser({ ...admin, isAdmin: true, isFirstAdmin: true }).catch(async (error: unknown) => {
    throw isKind(error, 'conflict') && (await hasAdmin()) ? refusal() : error;
  });
}
