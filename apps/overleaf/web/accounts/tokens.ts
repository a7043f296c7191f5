import { randomBytes } from 'node:crypto';
import { type Filter, ObjectId } from 'mongodb';
import { notFound } from '#shared/errors';
import { openCollection } from '#shared/state/mongo';
import { mongo } from '../db.ts';
import type { User } from '../user.ts';
import { findUser } from './users.ts';

/** What lets whoever has read a mail choose a password, once. */
interface Token {
  use: 'password';
  /** 64 hexadecimal digits. */
  token: string;
  data: { user_id: string; email: string };
  createdAt: Date;
  expiresAt: Date;
  usedAt?: Date;
}

const withTokens = openCollection<Token>(mongo, 'tokens');

const hourMs = 3_600_000;
/** How long a token can be used, in milliseconds. */
export const lifetimes = { reset: hourMs, activation: 7 * 24 * hourMs };

/** Makes a token with which a user can choose a password. */
export async function issueToken({ _id, email }: User, lifetimeMs: number): Promise<string> {
  const token = randomBytes(32).toString('hex');
  const now = Date.now();
  await withTokens((tokens) =>
    tokens.insertOne({
      use: 'password',
      token,
      data: { user_id: _id.toHexString(), email },
      createdAt: new Date(now),
      expiresAt: new Date(now + lifetimeMs),
    }),
  );
  return token;
}

const usable = (token: string): Filter<Token> => ({
  use: 'password',
  token,
  usedAt: { $exists: false },
  expiresAt: { $gt: new Date() },
});

const refusal = () => notFound('this link is not valid any more: ask for a new one');

/** The user of a token that can still be used. A token that was sent to an old address of the user cannot. Throws `not-found`. */
export async function userOfToken(token: string): Promise<User> {
  const data = (await withTokens((tokens) => tokens.findOne(usable(token))))?.data;
  const user = data && (await findUser(new ObjectId(data.user_id)));
  if (!user || user.email !== data.email) throw refusal();
  return user;
}

/** Uses a token up. Of several at the same time one succeeds, the others throw `not-found`. */
export async function useToken(token: string): Promise<void> {
  const used = await withTokens((tokens) =>
    tokens.findOneAndUpdate(usable(token), { $set: { usedAt: new Date() } }),
  );
  if (used === null) throw refusal();
}
