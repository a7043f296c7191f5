import { randomBytes } from 'node:crypto';
import { invalid } from '#shared/errors';
import { hashPassword, verifyPassword } from '#shared/state/password';
import { localPart } from './emails.ts';

const shortest = 6;
const longest = 72;

/** The label of the field of a new password. */
export const passwordLabel = `Password, of ${shortest} characters or more`;

/** Refuses a password that is too weak for the account with this address. Throws `invalid`, without the password. */
export function checkPassword(password: string, email: string): void {
  if (password.length < shortest)
    throw invalid(`the password is too short: choose one of ${shortest} characters or more`);
  if (password.length > longest)
    throw invalid(`the password is too long: choose one of ${longest} characters or less`);
  // The whole address has this part too.
  if (password.toLowerCase().includes(localPart(email.toLowerCase())))
    throw invalid('the password contains a part of the e-mail address: choose another one');
}

let nobodysHash: Promise<string> | undefined;

/** Whether a password is that of an account with this hash. Takes as long where there is no account or no password. */
export async function isPasswordOf(hash: string | undefined, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword(randomBytes(32).toString('base64'));
  const isRight = await verifyPassword(password, hash ?? (await nobodysHash));
  return isRight && hash !== undefined;
}
