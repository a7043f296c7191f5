import type { FolderEntry } from '../../entries.ts';

/** The paths of all documents of a tree by their ids, with the ids of the folders above. */
export function pathsOf(root: FolderEntry): Map<string, { path: string; parents: string[] }> {
  const paths = new Map<string, { path: string; parents: string[] }>();
  const walk = (folder: FolderEntry, prefix: string, parents: string[]): void => {
    for (const { _id, name } of folder.docs) paths.set(_id, { path: prefix + name, parents });
    for (const each of folder.folders) walk(each, `${prefix}${each.name}/`, [...parents, each._id]);
  };
  walk(root, '', []);
  return paths;
}
