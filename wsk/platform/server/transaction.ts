import { randomUUID } from 'node:crypto';

/** The transaction id of a request: what its header x-request-id says if that is usable, else a new one. */
export function transactionOf(given: string | string[] | undefined): string {
  if (typeof given === 'string' && given !== '' && !given.startsWith('sid_') && !/[^\x20-\x7e]/.test(given))
    return given;
  // Not 32 hexadecimal digits alone: those are activation ids.
  return `t${randomUUID().replaceAll('-', '').slice(1)}`;
}
