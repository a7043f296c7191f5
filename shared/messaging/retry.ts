import { isKind, isTransient } from '../errors.ts';

/**
 * What becomes of a message that could not be handled, by the error:
 * - `again`: an outage is the reason, so it is delivered again and this attempt does not count;
 * - `counted`: the reason is unknown, so it is delivered again until too many attempts have failed;
 * - `never`: the message itself is invalid or too large and stays so, so it is set aside at once.
 */
export type Verdict = 'again' | 'counted' | 'never';

/** The verdict about an error that a receiver has thrown. */
export function verdictOn(error: unknown): Verdict {
  if (isTransient(error)) return 'again';
  return isKind(error, 'invalid', 'too-large') ? 'never' : 'counted';
}

/** Attempts that count after which an event is set aside. */
export const attemptsAtMost = 5;
