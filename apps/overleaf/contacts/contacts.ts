import type { ObjectId } from 'mongodb';
import { openCollection, openMongo } from '#shared/state/mongo';
import { config } from './config.ts';

/** How often a user and another one worked together, and when they did so last. */
interface Contact {
  n: number;
  ts: Date;
}

interface ContactsOfUser {
  user_id: ObjectId;
  /** By the ids of the other users. */
  contacts: Record<string, Contact>;
}

export const mongo = openMongo(config.MONGO_URL);
const withContacts = openCollection<ContactsOfUser>(mongo, 'contacts');

/** Counts that two users work together, on both sides. */
export async function addContact(user: ObjectId, contact: ObjectId): Promise<void> {
  await touch(user, contact);
  await touch(contact, user);
}

const touch = (user: ObjectId, contact: ObjectId) =>
  withContacts((contacts) =>
    contacts.updateOne(
      { user_id: user },
      { $inc: { [`contacts.${contact}.n`]: 1 }, $set: { [`contacts.${contact}.ts`]: new Date() } },
      { upsert: true },
    ),
  );

/** The ids of a user's contacts: the most frequent first, the latest first among equals. */
export async function contactsOf(user: ObjectId): Promise<string[]> {
  const found = await withContacts((contacts) => contacts.findOne({ user_id: user }));
  return Object.entries(found?.contacts ?? {})
    .sort(([, one], [, other]) => other.n - one.n || other.ts.getTime() - one.ts.getTime())
    .map(([id]) => id);
}
