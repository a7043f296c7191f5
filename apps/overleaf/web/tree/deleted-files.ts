import type { ObjectId } from 'mongodb';
import { openCollection } from '#shared/state/mongo';
import { mongo } from '../db.ts';
import type { FileRef } from '../project.ts';

/** A file that has left the tree of its project; filestore has its content as long as the project. */
interface DeletedFile extends Omit<FileRef, 'created' | 'rev'> {
  projectId: ObjectId;
  deletedAt: Date;
}

const withDeletedFiles = openCollection<DeletedFile>(mongo, 'deletedFiles');

/** Notes what a file was that has left the tree. */
export async function recordDeletedFile(project: ObjectId, file: FileRef): Promise<void> {
  const { created: _created, rev: _rev, ...known } = file;
  await withDeletedFiles((files) =>
    files.replaceOne(
      { _id: file._id },
      { ...known, projectId: project, deletedAt: new Date() },
      { upsert: true },
    ),
  );
}
