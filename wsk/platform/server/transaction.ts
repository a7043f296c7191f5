import { randomUUID } from 'node:crypto';

/** The transaction id of a request: the value of its header x-request-id if it is valid, else a new id. */
export function transactionOf(given: string | string[] | undefined): string {
  if (typeof given === 'string' && given !== '' && !given.startsWith('sid_') && !/[^\x20-\x7e]/.test(given))
    return given;
  // The letter t tells a transaction id from an activation id, which has 32 hexadecimal digits.
  return `t${randomUUID().replaceAll('-', '').slice(1)}`;
}
