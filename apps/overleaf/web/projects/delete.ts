import type { ObjectId } from 'mongodb';
import { stopCompile } from '../compile/under-way.ts';
import { withDeletedProjects, withInvites, withProjects } from '../db.ts';
import { publish } from '../events.ts';
import { ask } from '../neighbours.ts';
import type { Project } from '../project.ts';
import type { User } from '../user.ts';

const flushMs = 30_000;

/**
 * Deletes a project: what editors have open is stored, the documents go to the archive, and the record is kept for 90 days, in which
 * an administrator can bring it back.
 */
export async function deleteProject(
  project: Project,
  deleter: Pick<User, '_id'>,
  address: string,
): Promise<void> {
  const { _id, owner_ref } = project;
  await ask('document-updater', `/project/${_id}`, { method: 'DELETE', deadlineMs: flushMs });
  await withDeletedProjects((deleted) =>
    deleted.updateOne(
      { 'deleterData.deletedProjectId': _id },
      {
        $set: {
          project,
          deleterData: {
            deletedAt: new Date(),
            deleterId: deleter._id,
            deleterIpAddress: address,
            deletedProjectId: _id,
            deletedProjectOwnerId: owner_ref,
            deletedProjectLastUpdatedAt: project.lastUpdated,
            deletedProjectCollaboratorIds: project.collaberator_refs,
            deletedProjectReadOnlyIds: project.readOnly_refs,
            deletedProjectReadWriteTokenAccessIds: project.tokenAccessReadAndWrite_refs,
            deletedProjectReadOnlyTokenAccessIds: project.tokenAccessReadOnly_refs,
            deletedProjectReadWriteToken: project.tokens?.readAndWrite,
            deletedProjectReadOnlyToken: project.tokens?.readOnly,
          },
        },
      },
      { upsert: true },
    ),
  );
  await withProjects((projects) => projects.deleteOne({ _id }));
  await Promise.all(membersOf(project).map((user) => stopCompile({ project, user: user.toHexString() })));
  await withInvites((invites) => invites.deleteMany({ projectId: _id }));
  await Promise.all(
    membersOf(project).map((user) => ask('tags', `/user/${user}/project/${_id}`, { method: 'DELETE' })),
  );
  await ask('docstore', `/project/${_id}/archive`, { method: 'POST', deadlineMs: flushMs });
  await publish(_id, 'projectRenamedOrDeletedByExternalSource');
}

const membersOf = (project: Project): ObjectId[] => [
  project.owner_ref,
  ...project.collaberator_refs,
  ...project.readOnly_refs,
  ...project.tokenAccessReadAndWrite_refs,
  ...project.tokenAccessReadOnly_refs,
];

/** Deletes the projects that a user owns, and takes the user out of all others; for the end of an account. */
export async function deleteProjectsOf(user: Pick<User, '_id'>, address: string): Promise<void> {
  const { _id } = user;
  const owned = await withProjects((projects) => projects.find({ owner_ref: _id }).toArray());
  for (const project of owned) await deleteProject(project, user, address);
  const lists = [
    'collaberator_refs',
    'readOnly_refs',
    'tokenAccessReadAndWrite_refs',
    'tokenAccessReadOnly_refs',
  ] as const;
  for (const list of lists)
    await withProjects((projects) => projects.updateMany({ [list]: _id }, { $pull: { [list]: _id } }));
}
