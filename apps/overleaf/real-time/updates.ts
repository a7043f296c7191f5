import { randomInt } from 'node:crypto';
import { messageOf } from '#shared/errors';
import type { Send } from '#shared/messaging/message';
import { log } from '#shared/observe/log';
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

/** The document that an update was pushed for. */
export interface Pushed {
  project_id: string;
  doc_id: string;
}

/** The same, and then starts whoever applies the update. Where that fails, document-updater's alarm finds the work token. */
export const pushThenStart =
  (start: Send<Pushed>): PushUpdate =>
  async (place, update) => {
    await pushUpdate(place, update);
    start({ project_id: place.project, doc_id: place.doc }).catch((error: unknown) =>
      log.warn({ cause: messageOf(error), ...place }, 'an update waits for the alarm'),
    );
  };
