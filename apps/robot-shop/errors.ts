import { type ErrorAnswer, plainText } from '#shared/http/service';

/**
 * The status that the shop answers: a store, broker or service that cannot be reached is 500 as in the original,
 * where we say 503 among ourselves. A passed deadline stays 504.
 */
export const publicStatus = (status: number): number => (status === 503 ? 500 : status);

/** Errors as the original answers them: their plain text. */
export const robotShopErrors: ErrorAnswer = (response, status, message) =>
  plainText(response, publicStatus(status), message);
