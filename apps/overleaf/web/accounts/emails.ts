import * as z from 'zod';

const longest = 254;

/** An address of an account, in lower case. */
export const emailText = z
  .string('must be an e-mail address')
  .max(longest, `may have at most ${longest} characters`)
  .toLowerCase()
  .regex(z.regexes.html5Email, 'must be an e-mail address');

/** The part of an address before the `@`. */
export const localPart = (email: string): string => email.slice(0, email.lastIndexOf('@'));

/** The host of an address with its letters in reverse order, by which addresses of a domain can be found. */
export const reversedHostname = (email: string): string =>
  [...email.slice(email.lastIndexOf('@') + 1)].reverse().join('');
