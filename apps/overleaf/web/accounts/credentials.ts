import * as z from 'zod';
import { emailText } from './emails.ts';

/** An address and a password, with which somebody wants an account. */
export const newCredentials = z.object({
  email: emailText,
  password: z.string('must be a password'),
});

/** A name of a person or an institution. */
export const shortText = z.string('must be a text').trim().max(255, 'may have at most 255 characters');

/** What browsers fill into the fields of a new account or a new password. */
export const emailField = (value = '') =>
  ({ name: 'email', label: 'E-mail', type: 'email', value, autocomplete: 'username' }) as const;
export const passwordField = (
  name: string,
  label: string,
  autocomplete: 'current-password' | 'new-password',
) => ({ name, label, type: 'password', autocomplete }) as const;
