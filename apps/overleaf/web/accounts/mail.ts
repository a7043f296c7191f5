import { config } from '../config.ts';
import { openMail } from './mailer.ts';

/** Sends a mail of the site. Throws `unavailable` when it cannot be sent. */
export const sendMail = openMail(config.MAIL_URL, config.MAIL_FROM);
