import type { ObjectId } from 'mongodb';
import pLimit from 'p-limit';
import { invalid } from '#shared/errors';
import { publish } from '../events.ts';
import { recordDeletedFile } from './deleted-files.ts';
import { type Change, changeTree } from './structure.ts';
import { deleteText } from './texts.ts';
import { type EntityType, folderIn, getById, type Located, move, remove, rename, walk } from './tree.ts';

/** Entities that are kept at the same time. */
const atOnce = 5;

/** An entity that is there already. */
export interface Named {
  type: EntityType;
  id: ObjectId;
}

/** What is done to an entity of a tree. Throws `invalid` for the root folder, which stays as it is. */
const changeEntity = <Result>(
  change: Change,
  { type, id }: Named,
  work: (located: Located, root: Parameters<typeof rename>[2]) => Result,
): Promise<Result> =>
  changeTree(change, (root) => {
    if (root._id.equals(id)) throw invalid('the root folder can neither be deleted nor moved nor renamed');
    return work(getById(root, type, id), root);
  });

/** Gives an entity another name. */
export async function renameEntity(change: Change, named: Named, name: string): Promise<void> {
  await changeEntity(change, named, (located, root) => rename(located, name, root));
  await publish(change.project, 'reciveEntityRename', named.id, name);
}

/** Puts an entity into another folder. */
export async function moveEntity(change: Change, named: Named, folder: ObjectId): Promise<void> {
  await changeEntity(change, named, (located, root) => move(located, folderIn(root, folder), root));
  await publish(change.project, 'reciveEntityMove', named.id, folder);
}

/** Deletes an entity, a folder with all that is in it. Documents can be restored. */
export async function deleteEntity(change: Change, named: Named): Promise<void> {
  const removed = await changeEntity(change, named, (located) => {
    remove(located);
    return located;
  });
  await publish(change.project, 'removeEntity', named.id, 'editor');
  await keepDeleted(change.project, removed);
}

/** Keeps of entities that have left the tree what is needed to restore them. */
export async function keepDeleted(project: ObjectId, removed: Located): Promise<void> {
  const all = removed.type === 'folder' ? [...walk(removed.entity)] : [removed];
  const limit = pLimit(atOnce);
  await Promise.all(all.map((each) => limit(() => keepOne(project, each))));
}

async function keepOne(project: ObjectId, { type, entity }: Located): Promise<void> {
  if (type === 'doc') await deleteText(project, entity._id, entity.name);
  if (type === 'file') await recordDeletedFile(project, entity);
}
