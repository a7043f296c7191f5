import type { ObjectId } from 'mongodb';
import { publish } from '../events.ts';
import type { Folder } from '../project.ts';
import { type Change, changeTree } from './structure.ts';
import { folderIn, insert, namedIn, newFolder } from './tree.ts';

/** Adds an empty folder to another one, the root without one. */
export async function addFolder(change: Change, name: string, parent: ObjectId | undefined): Promise<Folder> {
  const folder = newFolder(name);
  await changeTree(change, (root) =>
    insert({ type: 'folder', entity: folder }, folderIn(root, parent), root),
  );
  await publish(change.project, 'reciveNewFolder', parent ?? null, folder, change.user ?? null);
  return folder;
}

/** The folder at a path below another one; what is missing on the way is made. */
export async function ensureFolders(
  change: Change,
  base: ObjectId,
  names: readonly string[],
): Promise<ObjectId> {
  if (names.length === 0) return base;
  const { folder, added } = await changeTree(change, (root) => {
    const added: { parent: ObjectId; folder: Folder }[] = [];
    let folder = folderIn(root, base);
    for (const name of names) {
      const found = namedIn(folder, name);
      if (found?.type === 'folder') folder = found.entity;
      else {
        const made = newFolder(name);
        insert({ type: 'folder', entity: made }, folder, root);
        added.push({ parent: folder._id, folder: { ...made, folders: [] } });
        folder = made;
      }
    }
    return { folder, added };
  });
  for (const { parent, folder } of added)
    await publish(change.project, 'reciveNewFolder', parent, folder, change.user ?? null);
  return folder._id;
}
