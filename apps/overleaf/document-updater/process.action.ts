import * as z from 'zod';
import { messageAction } from '#shared/messaging/invoke-instead';
import { parse } from '#shared/parse';
import { idText } from '../ids.ts';
import { processPending } from './pending.ts';

const pushed = z.object({ project_id: idText, doc_id: idText });

/** Invoked by whoever has pushed an update: applies what is pending of that document. */
export const main = messageAction('document-updater', async (body) => {
  const { project_id, doc_id } = parse(pushed, body, 'message');
  await processPending({ project: project_id, doc: doc_id });
});
