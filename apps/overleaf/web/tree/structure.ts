import type { ObjectId } from 'mongodb';
import { conflict, notFound } from '#shared/errors';
import { withLock } from '#shared/state/lock';
import { redis, withProjects } from '../db.ts';
import type { Folder } from '../project.ts';
import { findById } from './tree.ts';

/** Who changes what: a project, and the user who asks, if she is known. */
export interface Change {
  project: ObjectId;
  user: ObjectId | undefined;
}

const lockOf = (project: ObjectId) => ({
  key: `lock:web:mongoTransaction:${project}`,
  seconds: 30,
  late: 'the project is being changed by others; try again',
});

/** The part of a project that its tree is in. */
async function treeOf(project: ObjectId) {
  const found = await withProjects((projects) =>
    projects.findOne({ _id: project }, { projection: { rootFolder: 1, version: 1, rootDoc_id: 1 } }),
  );
  if (found === null) throw notFound(`there is no project ${project}`);
  return found;
}

/** The root folder of a project as it is now; what is done to it changes nothing. Throws `not-found`. */
export const readTree = async (project: ObjectId): Promise<Folder> => (await treeOf(project)).rootFolder[0];

/**
 * Changes the tree of a project: `change` gets its root folder and alters it; what it throws leaves the project as it was. Changes go
 * one after the other by a lock, and a change that outlives it is refused by the version. A main document that is no longer there is
 * none any more. Throws `not-found` for an unknown project.
 */
export const changeTree = <Result>(
  { project, user }: Change,
  change: (root: Folder) => Result,
): Promise<Result> =>
  withLock(redis, lockOf(project), async () => {
    const {
      version,
      rootDoc_id: rootDoc,
      rootFolder: [root],
    } = await treeOf(project);
    const result = change(root);
    const isLost = rootDoc != null && findById(root, 'doc', rootDoc) === undefined;
    const { matchedCount } = await withProjects((projects) =>
      projects.updateOne(
        { _id: project, version },
        {
          $set: { rootFolder: [root], lastUpdated: new Date(), lastUpdatedBy: user ?? null },
          $inc: { version: 1 },
          ...(isLost && { $unset: { rootDoc_id: true } }),
        },
      ),
    );
    if (matchedCount === 0) throw conflict('the project was changed by another request; try again');
    return result;
  });
