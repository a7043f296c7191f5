import { ObjectId } from 'mongodb';
import { isDuplicateKey, openCollection, openMongo } from '#shared/state/mongo';
import { config } from './config.ts';

/** The messages of a project belong to its one global room, or to the room of a thread of comments. */
export interface Room {
  _id: ObjectId;
  project_id: ObjectId;
  /** Absent in the global room. */
  thread_id?: ObjectId;
  resolved?: { user_id: string; ts: Date };
}

export const mongo = openMongo(config.MONGO_URL);
const withRooms = openCollection<Room>(mongo, 'rooms');

const filterOf = (project: ObjectId, thread: ObjectId | undefined) => ({
  project_id: project,
  thread_id: thread ?? { $exists: false },
});

/** The id of a room; undefined when there has been no message in it. */
export const findRoom = async (project: ObjectId, thread?: ObjectId): Promise<ObjectId | undefined> =>
  (await withRooms((rooms) => rooms.findOne(filterOf(project, thread))))?._id;

/** The id of a room, which is created at first use. */
export async function roomOf(project: ObjectId, thread?: ObjectId): Promise<ObjectId> {
  const found = await findRoom(project, thread);
  if (found !== undefined) return found;
  const room = { _id: new ObjectId(), project_id: project, ...(thread && { thread_id: thread }) };
  try {
    await withRooms((rooms) => rooms.insertOne(room));
    return room._id;
  } catch (error) {
    // Another request has created it at the same time.
    if (isDuplicateKey(error)) return roomOf(project, thread);
    throw error;
  }
}

/** The rooms of all threads of a project. */
export const threadRooms = (project: ObjectId) =>
  withRooms((rooms) => rooms.find({ project_id: project, thread_id: { $exists: true } }).toArray());

/** Marks a thread as resolved by a user, or as open when there is no user. */
export const setResolved = (project: ObjectId, thread: ObjectId, user: ObjectId | undefined) =>
  withRooms((rooms) =>
    rooms.updateOne(
      filterOf(project, thread),
      user === undefined
        ? { $unset: { resolved: true } }
        : { $set: { resolved: { user_id: user.toHexString(), ts: new Date() } } },
    ),
  );

/** Deletes a room, and returns its id. */
export const deleteRoom = async (project: ObjectId, thread: ObjectId): Promise<ObjectId | undefined> =>
  (await withRooms((rooms) => rooms.findOneAndDelete(filterOf(project, thread))))?._id;
