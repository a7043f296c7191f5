import type { ObjectId } from 'mongodb';
import { invalid, notFound } from '#shared/errors';
import { isDuplicateKey, openCollection, openMongo } from '#shared/state/mongo';
import { hashPassword, verifyPassword } from '#shared/state/password';
import { config } from './config.ts';

/** An account as others see it. */
export interface Account {
  _id: ObjectId;
  name: string;
  email: string;
}

/** The database `users`. */
export const mongo = openMongo(config.MONGO_URL);

type StoredAccount = { name: string; password: string; email: string };
const withUsers = openCollection<StoredAccount>(mongo, 'users');

/** Everybody. The password's hash stays inside. */
export const allAccounts = (): Promise<Account[]> =>
  withUsers((users) => users.find({}, { projection: { password: 0 }, sort: { _id: 1 } }).toArray());

/** One account, or null. */
export const findAccount = (name: string): Promise<Account | null> =>
  withUsers((users) => users.findOne({ name }, { projection: { password: 0 } }));

/** Checks a password. Throws 404 with the original's two texts. */
export async function login(name: string, password: string): Promise<Account> {
  const account = await withUsers((users) => users.findOne({ name }));
  if (account === null) throw notFound('name not found');
  if (!(await verifyPassword(password, account.password))) throw notFound('incorrect password');
  return { _id: account._id, name: account.name, email: account.email };
}

/** Adds an account. Throws 400 if the name is taken, also when somebody takes it at this moment. */
export async function register(account: StoredAccount): Promise<void> {
  const { name, email } = account;
  if ((await findAccount(name)) !== null) throw invalid('name already exists');
  const password = await hashPassword(account.password);
  try {
    await withUsers((users) => users.insertOne({ name, password, email }));
  } catch (error) {
    if (isDuplicateKey(error)) throw invalid('name already exists');
    throw error;
  }
}
