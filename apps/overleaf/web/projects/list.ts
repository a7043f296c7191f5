import type { ObjectId } from 'mongodb';
import { withProjects, withUsers } from '../db.ts';
import { type Access, accessOf } from '../guards.ts';
import type { Project } from '../project.ts';
import type { User } from '../user.ts';

/** A project as a dashboard shows it. */
export interface ListedProject {
  id: ObjectId;
  name: string;
  lastUpdated: Date;
  lastUpdatedBy: Person | null;
  publicAccessLevel: string;
  accessLevel: string;
  source: 'owner' | 'invite' | 'token';
  archived: boolean;
  trashed: boolean;
  owner_ref: ObjectId;
  owner: Person | null;
}

interface Person {
  id: ObjectId;
  email: string;
  firstName: string;
  lastName: string;
}

/** All projects that a user may open, also those that he has put away; the oldest first. */
export const projectsOf = async ({ _id }: Pick<User, '_id'>): Promise<Project[]> => {
  const found = await withProjects((projects) =>
    projects
      .find({
        $or: [
          { owner_ref: _id },
          { collaberator_refs: _id },
          { readOnly_refs: _id },
          { tokenAccessReadAndWrite_refs: _id, publicAccesLevel: 'tokenBased' },
          { tokenAccessReadOnly_refs: _id, publicAccesLevel: 'tokenBased' },
        ],
      })
      .project<Project>({ rootFolder: 0 })
      .sort({ _id: 1 })
      .toArray(),
  );
  return found;
};

/** Whether a user has put a project away. */
export const isPutAway = ({ archived, trashed }: Project, { _id }: Pick<User, '_id'>): boolean =>
  has(archived, _id) || has(trashed, _id);

const has = (ids: ObjectId[], id: ObjectId): boolean => ids.some((each) => each.equals(id));

/** The projects of a user with what a dashboard shows of them. */
export async function listProjects(user: User): Promise<ListedProject[]> {
  const projects = await projectsOf(user);
  const ids = projects.flatMap(({ owner_ref, lastUpdatedBy }) => [owner_ref, lastUpdatedBy ?? []].flat());
  const found = await withUsers((users) => users.find({ _id: { $in: ids } }).toArray());
  const people = new Map(found.map((each) => [each._id.toHexString(), personOf(each)]));
  const personWith = (id: ObjectId | null | undefined) => people.get(id?.toHexString() ?? '') ?? null;
  return projects.map((project) => {
    const { privilege, isByToken } = accessOf(project, { _id: user._id, isAdmin: false });
    return {
      id: project._id,
      name: project.name,
      lastUpdated: project.lastUpdated,
      lastUpdatedBy: personWith(project.lastUpdatedBy),
      publicAccessLevel: project.publicAccesLevel,
      accessLevel: String(privilege),
      source: sourceOf({ privilege, isByToken }),
      archived: has(project.archived, user._id),
      trashed: has(project.trashed, user._id),
      owner_ref: project.owner_ref,
      owner: personWith(project.owner_ref),
    };
  });
}

function sourceOf({ privilege, isByToken }: Access): ListedProject['source'] {
  if (privilege === 'owner') return 'owner';
  return isByToken ? 'token' : 'invite';
}

const personOf = ({ _id: id, email, first_name: firstName, last_name: lastName }: User): Person => ({
  id,
  email,
  firstName,
  lastName,
});
