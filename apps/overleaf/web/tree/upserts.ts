import { ObjectId } from 'mongodb';
import { invalid } from '#shared/errors';
import { publish } from '../events.ts';
import { storeFile } from '../files/filestore.ts';
import type { LocalFile } from '../files/local-file.ts';
import type { FileRef, Folder, TreeDoc } from '../project.ts';
import { keepDeleted } from './entities.ts';
import { type Change, changeTree, readTree } from './structure.ts';
import { replaceText, storeText } from './texts.ts';
import { folderIn, insert, type Located, namedIn, remove } from './tree.ts';

/** Where something comes into a tree: in the place of what has its name there, if anything has. */
export interface Target {
  folder: ObjectId;
  name: string;
}

/** Where a linked file comes from. */
export type LinkedFileData = Record<string, unknown>;

/**
 * Puts a text into a tree. Over a document it becomes a change that its editors see, also over one that another request adds meanwhile; a
 * file gives way to a new document.
 */
export async function putText(change: Change, target: Target, lines: string[]): Promise<ObjectId> {
  const { project, user } = change;
  const doc: TreeDoc = { name: target.name, _id: new ObjectId() };
  const add = (root: Folder): Located | undefined => {
    const there = occupant(root, target);
    if (there?.type === 'doc') return there;
    if (there !== undefined) remove(there);
    insert({ type: 'doc', entity: doc }, folderIn(root, target.folder), root);
    return there;
  };
  let there = add(await readTree(project));
  if (there?.type !== 'doc') {
    await storeText(project, doc._id, { lines });
    there = await changeTree(change, add);
  }
  if (there?.type === 'doc') {
    await replaceText({ project, user, doc: there.entity._id }, lines, 'upload');
    return there.entity._id;
  }
  await announceRemoved(project, there, 'convertFileToDoc');
  await publish(project, 'reciveNewDoc', target.folder, doc, 'upload', user ?? null);
  return doc._id;
}

/** Puts a file into a tree. It takes the place of another file or of a document, and has an id of its own. */
export async function putFile(
  change: Change,
  target: Target,
  local: LocalFile,
  linkedFileData: LinkedFileData | null = null,
): Promise<FileRef> {
  const { project } = change;
  const file = newFile(target.name, '', linkedFileData);
  putInto(await readTree(project), target, file);
  const hash = await storeFile({ project, file: file._id }, local);
  return placeFile(change, target, { ...file, hash });
}

/** A file as a tree has it. */
export const newFile = (
  name: string,
  hash: string,
  linkedFileData: LinkedFileData | null = null,
): FileRef => ({ name, rev: 0, _id: new ObjectId(), linkedFileData, hash, created: new Date() });

/** Puts a file, which filestore has already, into a tree. */
export async function placeFile(change: Change, target: Target, file: FileRef): Promise<FileRef> {
  const { project, user } = change;
  const before = await changeTree(change, (root) => putInto(root, target, file));
  await announceRemoved(project, before, before?.type === 'doc' ? 'convertDocToFile' : 'upload');
  // The rev of the message is that of a new file, as in the original.
  const { linkedFileData = null } = file;
  await publish(project, 'reciveNewFile', target.folder, file, 'upload', linkedFileData, user ?? null);
  return file;
}

/** What has a name in a folder. Throws `invalid` when it is a folder, which nothing takes the place of. */
function occupant(root: Folder, { folder, name }: Target): Located | undefined {
  const there = namedIn(folderIn(root, folder), name);
  if (there?.type === 'folder') throw invalid('file already exists');
  return there;
}

/** Puts a file into a tree, and answers what had its place. */
function putInto(root: Folder, target: Target, file: FileRef): Located | undefined {
  const there = occupant(root, target);
  if (there !== undefined) remove(there);
  const rev = there?.type === 'file' ? there.entity.rev + 1 : 0;
  insert({ type: 'file', entity: { ...file, rev } }, folderIn(root, target.folder), root);
  return there;
}

async function announceRemoved(
  project: ObjectId,
  removed: Located | undefined,
  source: string,
): Promise<void> {
  if (removed === undefined) return;
  await publish(project, 'removeEntity', removed.entity._id, source);
  await keepDeleted(project, removed);
}
