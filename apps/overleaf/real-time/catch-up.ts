import { setTimeout } from 'node:timers/promises';
import { messageOf } from '#shared/errors';
import { log } from '#shared/observe/log';
import { docRooms } from './client.ts';
import { deliverOp, expectedVersion } from './deliver.ts';
import { fetchDoc } from './document-updater.ts';
import { EditorError } from './errors.ts';

const retryMs = 500;
const underWay = new Set<string>();

/**
 * Delivers the updates of a document that this process may not have heard of, because its connection to Redis was broken. Editors ignore
 * what they have had. When the updates are too old, the editors have to open the document anew.
 */
export async function catchUp(doc: string): Promise<void> {
  if (underWay.has(doc)) return;
  underWay.add(doc);
  try {
    while (!(await tryToCatchUp(doc))) await setTimeout(retryMs);
  } finally {
    underWay.delete(doc);
  }
}

async function tryToCatchUp(doc: string): Promise<boolean> {
  const member = [...docRooms.in(doc)].find(({ allowedDocs }) => allowedDocs.has(doc));
  const from = expectedVersion(doc);
  if (member?.project === undefined || from === undefined) return true;
  try {
    const { ops } = await fetchDoc({ project: member.project.id, doc }, from);
    for (const op of ops) deliverOp(doc, op);
    return true;
  } catch (error) {
    if (error instanceof EditorError) {
      for (const { connection } of docRooms.in(doc)) connection.close();
      return true;
    }
    log.warn({ cause: messageOf(error), doc }, 'missed updates cannot be read, trying again');
    return false;
  }
}
