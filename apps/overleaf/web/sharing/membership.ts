import type { ObjectId } from 'mongodb';
import { notFound } from '#shared/errors';
import { HttpError } from '#shared/http/errors';
import { withProjects, withUsers } from '../db.ts';
import { publish } from '../events.ts';
import type { Project } from '../project.ts';

/** What a member may do. */
export type Level = 'readOnly' | 'readAndWrite';

const listOf = { readOnly: 'readOnly_refs', readAndWrite: 'collaberator_refs' } as const;

/** Makes somebody a member, and what he had by a link or before is replaced. */
export async function addMember(project: ObjectId, user: ObjectId, level: Level): Promise<void> {
  const { [listOf[level]]: _, ...others } = withoutUser(user);
  await withProjects((projects) =>
    projects.updateOne({ _id: project }, { $pull: others, $addToSet: { [listOf[level]]: user } }),
  );
}

/** The lists of a project without a user. */
const withoutUser = (user: ObjectId) => ({
  collaberator_refs: user,
  readOnly_refs: user,
  tokenAccessReadAndWrite_refs: user,
  tokenAccessReadOnly_refs: user,
});

/** Changes what a member may do. Throws `not-found`. */
export async function setLevel({ _id }: Project, user: ObjectId, level: Level): Promise<void> {
  const other = level === 'readOnly' ? listOf.readAndWrite : listOf.readOnly;
  const { matchedCount } = await withProjects((projects) =>
    projects.updateOne(
      { _id, $or: [{ collaberator_refs: user }, { readOnly_refs: user }] },
      { $pull: { [other]: user }, $addToSet: { [listOf[level]]: user } },
    ),
  );
  if (matchedCount === 0) throw notFound('not found');
  await publish(_id, 'project:membership:changed', { members: true });
}

/** Takes somebody out of a project, also what he had by a link; editors that he has open are told. */
export async function removeMember(project: ObjectId, user: ObjectId): Promise<void> {
  await withProjects((projects) =>
    projects.updateOne({ _id: project }, { $pull: { ...withoutUser(user), archived: user, trashed: user } }),
  );
  await publish(project, 'userRemovedFromProject', user);
}

/** Gives a project to one of its members; the old owner becomes a writer. Throws `not-found` and 403. */
export async function transferTo({ _id, owner_ref, ...project }: Project, user: ObjectId): Promise<void> {
  if (owner_ref.equals(user)) return;
  if ((await withUsers((users) => users.findOne({ _id: user }))) === null)
    throw notFound(`user not found: ${user}`);
  const members = [...project.collaberator_refs, ...project.readOnly_refs];
  if (!members.some((id) => id.equals(user)))
    throw new HttpError(403, `${user} is no collaborator of the project: invite this person first`);
  await withProjects((projects) =>
    projects.updateOne({ _id, owner_ref }, { $pull: withoutUser(user), $set: { owner_ref: user } }),
  );
  await withProjects((projects) =>
    projects.updateOne({ _id, owner_ref: user }, { $addToSet: { collaberator_refs: owner_ref } }),
  );
  await publish(_id, 'project:membership:changed', { members: true });
}
