import type { ObjectId } from 'mongodb';
import { openCollection } from '#shared/state/mongo';
import { hasVersioning } from './neighbours.ts';
import { keepPacks } from './packs.ts';
import { mongo } from './stores.ts';

interface Metadata {
  project_id: ObjectId;
  preserveHistory: boolean;
}

const withMetadata = openCollection<Metadata>(mongo, 'projectHistoryMetaData');

/** Whether the history of a project is kept for good: once its owner has had the right to that, it stays so. */
export async function isKept(project: ObjectId): Promise<boolean> {
  const found = await withMetadata((all) => all.findOne({ project_id: project }));
  if (found?.preserveHistory) return true;
  if (!(await hasVersioning(project))) return false;
  await keepPacks(project);
  await withMetadata((all) =>
    all.updateOne({ project_id: project }, { $set: { preserveHistory: true } }, { upsert: true }),
  );
  return true;
}
