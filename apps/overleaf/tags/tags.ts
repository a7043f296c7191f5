import { ObjectId } from 'mongodb';
import { isDuplicateKey, openCollection, openMongo } from '#shared/state/mongo';
import { config } from './config.ts';

/** A user's name for a set of projects. */
export interface Tag {
  _id: ObjectId;
  /** A text, as in the original; so are the ids of projects. */
  user_id: string;
  name: string;
  project_ids: string[];
}

export const mongo = openMongo(config.MONGO_URL);
const withTags = openCollection<Tag>(mongo, 'tags');

/** The tags of a user, oldest first. */
export const tagsOf = (user: string) =>
  withTags((tags) => tags.find({ user_id: user }).sort({ _id: 1 }).toArray());

/** Creates a tag, or finds the one with this name. */
export async function createTag(user: string, name: string): Promise<Tag> {
  const tag: Tag = { _id: new ObjectId(), user_id: user, name, project_ids: [] };
  const found = await withTags((tags) =>
    tags.findOneAndUpdate(
      { user_id: user, name },
      { $setOnInsert: tag },
      { upsert: true, returnDocument: 'after' },
    ),
  ).catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error;
    // Another request has created it at the same time.
    return withTags((tags) => tags.findOne({ user_id: user, name }));
  });
  return found ?? tag;
}

/** Gives a tag another name. False when the user has a tag with that name already. */
export async function renameTag(user: string, id: ObjectId, name: string): Promise<boolean> {
  try {
    await withTags((tags) => tags.updateOne({ _id: id, user_id: user }, { $set: { name } }));
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Deletes a tag of a user, if it is there. */
export const deleteTag = (user: string, id: ObjectId) =>
  withTags((tags) => tags.deleteOne({ _id: id, user_id: user }));

/** Adds a project to a tag of a user, if the tag is there. */
export const addProject = (user: string, id: ObjectId, project: string) =>
  withTags((tags) => tags.updateOne({ _id: id, user_id: user }, { $addToSet: { project_ids: project } }));

/** Takes a project out of a tag of a user. */
export const removeProject = (user: string, id: ObjectId, project: string) =>
  withTags((tags) => tags.updateOne({ _id: id, user_id: user }, { $pull: { project_ids: project } }));

/** Takes a project out of all tags of a user. */
export const removeProjectFromAll = (user: string, project: string) =>
  withTags((tags) => tags.updateMany({ user_id: user }, { $pull: { project_ids: project } }));

/** Gives the tags of one user to another one. Tags with the same name become one. */
export async function giveTags(from: string, to: string): Promise<void> {
  for (const { _id, name, project_ids } of await tagsOf(from)) {
    const tag = await createTag(to, name);
    await withTags((tags) =>
      tags.updateOne({ _id: tag._id }, { $addToSet: { project_ids: { $each: project_ids } } }),
    );
    await deleteTag(from, _id);
  }
}
