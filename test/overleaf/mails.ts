import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The mails to an address that a form has written to its folder, the oldest first, without the coding of their lines. */
export async function mailsTo(folder: string | undefined, email: string): Promise<string[]> {
  const place = join(folder ?? '', 'mail');
  const names = (await readdir(place)).filter((name) => name.endsWith('.eml')).sort();
  const mails = await Promise.all(names.map((name) => readFile(join(place, name), 'utf8')));
  return mails.filter((mail) => mail.includes(`\nTo: ${email}`)).map(decoded);
}

const decoded = (mail: string): string =>
  mail
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

/** The path and query of the only link in a mail. */
export function linkIn(mail: string): string {
  const [found] = /http:\/\/\S+/.exec(mail) ?? [];
  if (found === undefined) throw new Error(`no link in ${mail}`);
  const { pathname, search } = new URL(found);
  return pathname + search;
}
