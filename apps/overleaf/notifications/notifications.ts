import { ObjectId } from 'mongodb';
import { isDuplicateKey, openCollection, openMongo } from '#shared/state/mongo';
import { config } from './config.ts';

/** What a user is told, for example of an invitation. The page makes the text from the template and its options. */
export interface Notification {
  key: string;
  messageOpts?: unknown;
  /** Absent when the user has read it. */
  templateKey?: string;
  /** When it is deleted. */
  expires?: Date;
}

type StoredNotification = Notification & { user_id: ObjectId };

export const mongo = openMongo(config.MONGO_URL);
const withNotifications = openCollection<StoredNotification>(mongo, 'notifications');

/** Adds a notification, unless the user has had one with this key, read or not. `again` replaces that one. */
export async function addNotification(
  user: ObjectId,
  { key, ...content }: Notification,
  again: boolean,
): Promise<void> {
  // With an id of ours, because they are listed in the order of their ids, and not every server makes rising ones.
  const _id = new ObjectId();
  const write = again ? { $set: content, $setOnInsert: { _id } } : { $setOnInsert: { _id, ...content } };
  await withNotifications((notifications) =>
    notifications.updateOne({ user_id: user, key }, write, { upsert: true }),
  ).catch((error: unknown) => {
    // Two requests have added it at the same time.
    if (!isDuplicateKey(error)) throw error;
  });
}

/** The notifications that a user has not read, oldest first. */
export const unreadOf = (user: ObjectId) =>
  withNotifications((notifications) =>
    notifications
      .find({ user_id: user, templateKey: { $exists: true } })
      .sort({ _id: 1 })
      .toArray(),
  );

/** Marks a notification of a user as read. Its key stays, so that the same notification does not come again. */
export const readById = (user: ObjectId, id: ObjectId) =>
  withNotifications((notifications) =>
    notifications.updateOne({ user_id: user, _id: id }, { $unset: { templateKey: true, messageOpts: true } }),
  );

/** Marks a user's notification with this key as read. */
export const readByKey = (user: ObjectId, key: string) =>
  withNotifications((notifications) =>
    notifications.updateOne({ user_id: user, key }, { $unset: { templateKey: true } }),
  );

/** Marks the notifications of all users with this key as read. */
export const readByKeyForAll = (key: string) =>
  withNotifications((notifications) => notifications.updateMany({ key }, { $unset: { templateKey: true } }));
