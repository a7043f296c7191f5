import { createHash } from 'node:crypto';

/** The hash of a text with which an editor proves that it has the same text as the server: that of a blob in git, by UTF-16 length. */
export const textHash = (text: string): string =>
  createHash('sha1').update(`blob ${text.length}\0${text}`).digest('hex');
