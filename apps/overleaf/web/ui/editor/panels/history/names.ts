import * as z from 'zod';
import { createStore } from '../../../../../../../shared/ui/store.ts';
import type { FolderEntry } from '../../entries.ts';
import { onEvent } from '../../live.ts';
import { projectStore } from '../../project.ts';

/** A document that was deleted. */
export interface DeletedDoc {
  _id: string;
  name: string;
}

/** The documents that were deleted, the latest first. */
export const deletedStore = createStore<DeletedDoc[]>([]);

const joined = z.object({
  deletedDocs: z.array(z.object({ _id: z.string(), name: z.string() })).default([]),
});

onEvent('joined', ([project]) => deletedStore.set(joined.parse(project).deletedDocs));

// The tree still has what is about to go.
onEvent('removeEntity', ([id]) => {
  const tree = projectStore.get()?.rootFolder[0];
  if (tree === undefined) return;
  const gone = [...pathsOf(tree)].filter(([doc, { parents }]) => doc === id || parents.includes(String(id)));
  deletedStore.set((before) => [
    ...gone.map(([_id, { path }]) => ({ _id, name: path.replace(/.*\//, '') })),
    ...before,
  ]);
});

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
