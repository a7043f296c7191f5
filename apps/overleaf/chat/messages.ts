import { ObjectId } from 'mongodb';
import { notFound } from '#shared/errors';
import { openCollection } from '#shared/state/mongo';
import { mongo } from './rooms.ts';

interface StoredMessage {
  _id: ObjectId;
  room_id: ObjectId;
  user_id: ObjectId;
  content: string;
  /** Milliseconds since 1970. */
  timestamp: number;
  edited_at?: number;
}

/** A message as it is sent to clients. */
export interface Message {
  id: ObjectId;
  content: string;
  timestamp: number;
  user_id: ObjectId;
  edited_at?: number;
}

const withMessages = openCollection<StoredMessage>(mongo, 'messages');

const shown = ({ _id, content, timestamp, user_id, edited_at }: StoredMessage): Message => ({
  id: _id,
  content,
  timestamp,
  user_id,
  ...(edited_at !== undefined && { edited_at }),
});

/** Adds a message to a room. */
export async function addMessage(room: ObjectId, user: ObjectId, content: string): Promise<Message> {
  const message = { _id: new ObjectId(), content, room_id: room, user_id: user, timestamp: Date.now() };
  await withMessages((messages) => messages.insertOne(message));
  return shown(message);
}

/** The newest messages of a room, newest first; with `before` only those that are older than that time. */
export async function newestMessages(room: ObjectId, limit: number, before?: number): Promise<Message[]> {
  const filter = { room_id: room, ...(before !== undefined && { timestamp: { $lt: before } }) };
  const found = await withMessages((messages) =>
    messages.find(filter).sort({ timestamp: -1, _id: -1 }).limit(limit).toArray(),
  );
  return found.map(shown);
}

/** All messages of some rooms by the id of the room, oldest first. */
export async function messagesOf(rooms: ObjectId[]): Promise<Map<string, Message[]>> {
  const found = await withMessages((messages) =>
    messages
      .find({ room_id: { $in: rooms } })
      .sort({ timestamp: 1, _id: 1 })
      .toArray(),
  );
  const byRoom = new Map<string, Message[]>();
  for (const message of found) {
    const room = message.room_id.toHexString();
    byRoom.set(room, [...(byRoom.get(room) ?? []), shown(message)]);
  }
  return byRoom;
}

/** A message of a room; with `user`, only if it is that user's. */
interface MessageOf {
  room: ObjectId;
  id: ObjectId;
  user: string | undefined;
}

const filterOf = ({ room, id, user }: MessageOf) => ({
  _id: id,
  room_id: room,
  ...(user !== undefined && { user_id: new ObjectId(user) }),
});

const noSuchMessage = ({ id, user }: MessageOf) =>
  notFound(`there is no message ${id}${user === undefined ? '' : ` of user ${user}`} in this thread`);

/** Changes the text of a message. Throws `not-found`. */
export async function editMessage(message: MessageOf, content: string): Promise<void> {
  const { matchedCount } = await withMessages((messages) =>
    messages.updateOne(filterOf(message), { $set: { content, edited_at: Date.now() } }),
  );
  if (matchedCount === 0) throw noSuchMessage(message);
}

/** Deletes a message, if it is there. Throws `not-found` when it has to be a user's and is not. */
export async function deleteMessage(message: MessageOf): Promise<void> {
  const { deletedCount } = await withMessages((messages) => messages.deleteOne(filterOf(message)));
  if (deletedCount === 0 && message.user !== undefined) throw noSuchMessage(message);
}

/** Deletes all messages of a room. */
export const deleteMessages = (room: ObjectId) =>
  withMessages((messages) => messages.deleteMany({ room_id: room }));
