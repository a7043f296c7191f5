import { invalid } from '#shared/errors';
import { type ErrorAnswer, plainText } from '#shared/http/service';
import type { Blame } from '#shared/parse';
import { publicStatus } from './public-status.ts';

/** Errors as the original answers them: their plain text. */
export const robotShopErrors: ErrorAnswer = (response, status, message, error) =>
  plainText(response, publicStatus(status), message, error);

/** Blames the caller in the words of the original, which its clients may look for. */
export const inWords =
  (text: string): Blame =>
  () =>
    invalid(text);
