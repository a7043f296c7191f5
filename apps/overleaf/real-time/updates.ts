import { randomInt } from 'node:crypto';
import type { Place } from '../document-updater/doc.ts';
import { docKeys, tokenLists } from '../document-updater/keys.ts';
import { redis } from './redis.ts';

/** Hands an update over to document-updater. Resolves when it is queued. */
export type PushUpdate = (place: Place, update: string) => Promise<void>;

/** Pushes an update to the list of its document, and a work token to one of the lists on which document-updater waits. */
export const pushUpdate: PushUpdate = async ({ project, doc }, update) => {
  const list = tokenLists[randomInt(tokenLists.length)] ?? '';
  await redis.use((client) =>
    client.multi().rpush(docKeys.pending(doc), update).rpush(list, `${project}:${doc}`).exec(),
  );
};
