import { type ErrorAnswer, plainText } from '#shared/http/service';
import { publicStatus } from './public-status.ts';

/** Errors as the original answers them: their plain text. */
export const robotShopErrors: ErrorAnswer = (response, status, message, error) =>
  plainText(response, publicStatus(status), message, error);
