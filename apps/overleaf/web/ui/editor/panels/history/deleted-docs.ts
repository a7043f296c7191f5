import * as z from 'zod';
import { createStore } from '../../../../../../../shared/ui/store.ts';
import { onEvent } from '../../live.ts';
import { projectStore } from '../../project.ts';
import { pathsOf } from '../parts/paths.ts';

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
