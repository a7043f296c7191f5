import { Router } from 'express';
import * as z from 'zod';
import { notFound } from '#shared/errors';
import { HttpError } from '#shared/http/errors';
import { parse } from '#shared/parse';
import { idText } from '../ids.ts';
import { isTooLong, linesOf, type Place } from './doc.ts';
import { flushDoc, removeDoc } from './flush.ts';
import { loadDoc, readDoc } from './load.ts';
import { opsSince } from './ops.ts';
import { withDocument } from './pending.ts';
import { acceptChanges, deleteComment } from './review.ts';
import { newLines, setDoc } from './set-doc.ts';

/** The routes of one document. */
export const docRoutes = Router({ mergeParams: true });

const place = z.object({ project: idText, doc: idText });
const placeIn = (params: object): Place => parse(place, params, 'the path');

/** A version as the original reads it: the digits at the beginning. -1 is the newest. */
const fromVersion = z
  .string()
  .regex(/^-?\d/, 'must be a number')
  .transform((text) => Number.parseInt(text, 10))
  .default(-1);

docRoutes.get('/', async ({ params, query }, response) => {
  const at = placeIn(params);
  const from = parse(fromVersion, query.fromVersion, 'fromVersion');
  const { doc, ops } = await withDocument(at, async (lock) => {
    const { doc } = await loadDoc(at, lock);
    return { doc, ops: from < 0 ? [] : await opsSince(doc, from) };
  });
  const { lines, version, ranges, pathname } = doc;
  response.json({ id: at.doc, lines, version, ops, ranges, pathname });
});

docRoutes.get('/peek', async ({ params }, response) => {
  const at = placeIn(params);
  const doc = await readDoc(at);
  if (doc === undefined) throw notFound(`the document ${at.doc} is not loaded`);
  response.json({ id: at.doc, lines: doc.lines, version: doc.version });
});

docRoutes.post('/', async ({ params, body }, response) => {
  const at = placeIn(params);
  const given = parse(newLines, body, 'body');
  // The status of the original.
  if (isTooLong(linesOf(given.lines.join('\n'))))
    throw new HttpError(406, 'the document may have at most 2 MiB');
  await setDoc(at, given);
  response.sendStatus(204);
});

docRoutes.post('/flush', async ({ params }, response) => {
  await flushDoc(placeIn(params));
  response.sendStatus(204);
});

docRoutes.delete('/', async ({ params, query }, response) => {
  await removeDoc(placeIn(params), { ignoreErrors: query.ignore_flush_errors === 'true' });
  response.sendStatus(204);
});

const changeIds = z.object({ change_ids: z.array(z.string()).default([]) });

docRoutes.post('/change/accept', async ({ params, body }, response) => {
  await acceptChanges(placeIn(params), parse(changeIds, body ?? {}, 'body').change_ids);
  response.sendStatus(204);
});

docRoutes.post('/change/:change/accept', async ({ params }, response) => {
  await acceptChanges(placeIn(params), [params.change]);
  response.sendStatus(204);
});

docRoutes.delete('/comment/:comment', async ({ params }, response) => {
  await deleteComment(placeIn(params), params.comment);
  response.sendStatus(204);
});
