import { invalid } from '#shared/errors';
import { type SendError, sendText } from '#shared/http/service';
import type { Blame } from '#shared/parse';
import { publicStatus } from './public-status.ts';

/** Sends an error as the original does: its plain text. */
export const sendRobotShopError: SendError = (response, status, message, error) =>
  sendText(response, publicStatus(status), message, error);

/** Blames the caller in the words of the original, which its clients may look for. */
export const inWords =
  (text: string): Blame =>
  () =>
    invalid(text);
