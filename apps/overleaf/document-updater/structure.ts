import * as z from 'zod';
import { idText } from '../ids.ts';
import { config } from './config.ts';
import { textOf } from './doc.ts';
import { projectHistoryCommands } from './history.ts';
import { docKeys } from './keys.ts';
import { loadDoc, readDoc } from './load.ts';
import { withDocument } from './pending.ts';
import { redis } from './redis.ts';

const created = { id: idText, pathname: z.string() };
const renamed = { ...created, newPathname: z.string() };

const structureUpdate = z.discriminatedUnion('type', [
  z.object({ type: z.literal('add-doc'), ...created, docLines: z.string().nullish() }),
  z.object({ type: z.literal('add-file'), ...created, url: z.string().nullish() }),
  z.object({ type: z.literal('rename-doc'), ...renamed }),
  z.object({ type: z.literal('rename-file'), ...renamed }),
]);
type StructureUpdate = z.output<typeof structureUpdate>;

const projectHistoryId = z.union([z.number(), z.string()]).nullish();

/** Changes of the tree of a project. A deletion is a new name that is empty. */
export const structureUpdates = z.object({
  projectHistoryId,
  userId: z.string().nullish(),
  version: z.union([z.number(), z.string()]).nullish(),
  updates: z.array(structureUpdate).default([]),
});

const docAtPath = z.looseObject({ doc: idText, path: z.string() });

/** What a project consists of, for a history that begins anew. */
export const resync = z.object({
  projectHistoryId,
  docs: z.array(docAtPath),
  files: z.array(z.looseObject({})),
});

/** Tells loaded documents their new paths, and the history of projects about each change, as `version.0`, `version.1` and so on. */
export async function changeStructure(
  project: string,
  given: z.output<typeof structureUpdates>,
): Promise<void> {
  for (const update of given.updates)
    if (update.type === 'rename-doc') await renameDoc(project, update.id, update.newPathname);
  const now = new Date();
  await queueForHistory(
    project,
    given.updates.map((update, index) => ({
      ...contentOf(update),
      meta: { user_id: given.userId, ts: now.toISOString() },
      version: `${given.version}.${index}`,
      projectHistoryId: given.projectHistoryId,
    })),
  );
}

const renameDoc = (project: string, doc: string, pathname: string): Promise<void> =>
  withDocument({ project, doc }, async (lock) => {
    const found = await readDoc({ project, doc });
    if (found !== undefined) await lock.commit([['SET', docKeys.pathname(doc), pathname]]);
  });

function contentOf(update: StructureUpdate): object {
  const { id, pathname } = update;
  const what = update.type.endsWith('doc') ? { doc: id } : { file: id };
  if (update.type === 'add-doc') return { pathname, docLines: update.docLines, ...what };
  if (update.type === 'add-file') return { pathname, url: update.url, ...what };
  return { pathname, new_pathname: update.newPathname, ...what };
}

/** Tells the history of projects what a project consists of, and the texts of its documents. */
export async function resyncHistory(project: string, given: z.output<typeof resync>): Promise<void> {
  if (config.PROJECT_HISTORY_URL === undefined) return;
  const { docs, files, projectHistoryId: id } = given;
  const meta = { ts: new Date().toISOString() };
  const updates: object[] = [{ resyncProjectStructure: { docs, files }, projectHistoryId: id, meta }];
  for (const { doc, path } of docs) {
    const { doc: found } = await withDocument({ project, doc }, (lock) => loadDoc({ project, doc }, lock));
    const resyncDocContent = { content: textOf(found), version: found.version };
    updates.push({ resyncDocContent, projectHistoryId: id, path, doc, meta });
  }
  await queueForHistory(project, updates);
}

async function queueForHistory(project: string, updates: object[]): Promise<void> {
  if (config.PROJECT_HISTORY_URL === undefined || updates.length === 0) return;
  const texts = updates.map((update) => JSON.stringify(update));
  await redis.use(async (client) => {
    const transaction = client.multi();
    for (const [name, ...args] of projectHistoryCommands(project, texts, Date.now()))
      transaction.call(name, ...args);
    await transaction.exec();
  });
}
