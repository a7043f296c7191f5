import { invalid } from '../../errors.ts';
import type { KeyValue } from './key-value.ts';

/**
 * A driver whose arguments are checked before it sees them, so that all drivers refuse the same with the same words. Throws `invalid`
 * for a key or a value with half a character, which no UTF-8 can hold; for a lifetime that is no whole number of milliseconds from 1
 * up; and for a step of `increment` that is no whole number.
 */
export const withCheckedArguments = (driver: KeyValue): KeyValue => ({
  get: async (key) => driver.get(checkText(key)),
  put: async (key, value, lifetime) => driver.put(checkText(key), checkText(value), checkLifetime(lifetime)),
  delete: async (key) => driver.delete(checkText(key)),
  compareAndSet: async (key, version, value, lifetime) =>
    driver.compareAndSet(checkText(key), version, checkText(value), checkLifetime(lifetime)),
  compareAndDelete: async (key, version) => driver.compareAndDelete(checkText(key), version),
  expire: async (key, ttlMs) => driver.expire(checkText(key), checkTtl(ttlMs)),
  increment: async (key, by = 1, lifetime) =>
    driver.increment(checkText(key), checkStep(by), checkLifetime(lifetime)),
});

/** The error of `increment` for a value that is no number. */
export const notANumber = (key: string): Error =>
  invalid(`the value under ${key} is no whole number, so that nothing can be added to it`);

/** The error of `increment` for a value or a sum that a number of JavaScript does not hold exactly. */
export const notExact = (key: string): Error =>
  invalid(`the number under ${key} would not be exact: it stays between -(2^53 - 1) and 2^53 - 1`);

function checkText(text: string): string {
  if (!/\p{Cs}/u.test(text)) return text;
  throw invalid('a key or a value has half a character (a lone surrogate), which cannot be stored as UTF-8');
}

function checkLifetime(lifetime: { ttlMs?: number } = {}): { ttlMs?: number } {
  if (lifetime.ttlMs !== undefined) checkTtl(lifetime.ttlMs);
  return lifetime;
}

function checkTtl(ttlMs: number): number {
  if (Number.isSafeInteger(ttlMs) && ttlMs > 0) return ttlMs;
  throw invalid(`${ttlMs} is no lifetime: it is a whole number of milliseconds from 1 up`);
}

function checkStep(by: number): number {
  if (Number.isSafeInteger(by)) return by;
  throw invalid(`${by} cannot be added: it is no whole number`);
}
