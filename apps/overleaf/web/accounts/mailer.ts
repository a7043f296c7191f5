import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { unavailable } from '#shared/errors';
import { openFiles } from '#shared/state/files/open-files';

/** A mail of plain text. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Sends a mail. Throws `unavailable` when the server does not take it. */
export type SendMail = (mail: Mail) => Promise<void>;

/** Mails go to a server at `smtp:` or `smtps:`, or each to a file at `file:` or `s3:`. */
export const openMail = (url: string, from: string): SendMail =>
  /^smtps?:/i.test(url) ? mailServer(url, from) : mailFiles(url, from);

/** A server that does not answer within this time has not taken the mail. */
const deadlineMs = 10_000;

function mailServer(url: string, from: string): SendMail {
  const server = createTransport(url, { from });
  return async (mail) => {
    try {
      await server.sendMail({ ...mail, signal: AbortSignal.timeout(deadlineMs) });
    } catch (error) {
      throw unavailable('the mail could not be sent: try again later', error);
    }
  };
}

/** Each mail is a file as a mail program reads it, named after the time. */
function mailFiles(url: string, from: string): SendMail {
  const files = openFiles(url);
  const composer = createTransport({ streamTransport: true, buffer: true }, { from });
  return async (mail) => {
    const { message } = await composer.sendMail(mail);
    const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomUUID().slice(0, 8)}.eml`;
    await files.write(name, message);
  };
}
