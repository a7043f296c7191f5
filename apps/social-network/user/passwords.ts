import { createHash, randomInt, timingSafeEqual } from 'node:crypto';

const signs = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 32 random characters. */
export const newSalt = (): string =>
  Array.from({ length: 32 }, () => signs[randomInt(signs.length)]).join('');

/** The original's hash, so that its stored users can log in: SHA-256 of password and salt, hexadecimal. */
export const hashOf = (password: string, salt: string): string =>
  createHash('sha256').update(password).update(salt).digest('hex');

/** Whether a password belongs to a stored hash. */
export function fits(
  password: string,
  { salt, password: stored }: { salt: string; password: string },
): boolean {
  const [one, other] = [Buffer.from(hashOf(password, salt)), Buffer.from(stored)];
  return one.length === other.length && timingSafeEqual(one, other);
}
