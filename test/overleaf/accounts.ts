import { randomBytes } from 'node:crypto';
import { type Db, MongoClient } from 'mongodb';
import type { Form } from '#shared/app/addresses';
import { nameIn } from '#shared/app/needs';
import { type Browser, openBrowser } from './browser.ts';

/** Somebody who is logged in. */
export interface Person {
  browser: Browser;
  id: string;
  email: string;
  password: string;
}

/** An address that nobody else has. */
export const newEmail = (name = 'ada'): string => `${name}@${randomBytes(6).toString('hex')}.example.org`;

/** Registers somebody on the site at `url`. */
export async function register(
  url: string,
  { email = newEmail(), password = 'secret123' }: { email?: string; password?: string } = {},
): Promise<Person> {
  const browser = openBrowser(url);
  const { status, text } = await browser.post('/register', { email, password });
  if (status !== 200) throw new Error(`${email} cannot register: ${status} ${text}`);
  const { body } = await browser.get('/user/personal_info');
  return { browser, id: Object(body).id, email, password };
}

/** Whether somebody is logged in in this browser. */
export const isLoggedIn = async ({ browser }: Pick<Person, 'browser'>): Promise<boolean> =>
  (await browser.get('/user/personal_info')).status === 200;

/** Does something with the database of a form; MONGO_URL names the server. */
export async function withDatabase<Result>(form: Form, work: (db: Db) => Promise<Result>): Promise<Result> {
  const client = new MongoClient(process.env.MONGO_URL ?? '');
  try {
    return await work(client.db(nameIn(form, 'sharelatex')));
  } finally {
    await client.close();
  }
}

/** Makes somebody an administrator behind the back of the site. */
export const makeAdmin = (form: Form, { email }: Pick<Person, 'email'>) =>
  withDatabase(form, (db) => db.collection('users').updateOne({ email }, { $set: { isAdmin: true } }));
