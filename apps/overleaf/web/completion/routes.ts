import { text } from 'node:stream/consumers';
import { Router } from 'express';
import type { ObjectId } from 'mongodb';
import * as z from 'zod';
import { parse } from '#shared/parse';
import { idFrom, idText } from '../../ids.ts';
import { publish } from '../events.ts';
import { openFile } from '../files/filestore.ts';
import { mayRead, projectIn } from '../guards.ts';
import type { Project } from '../project.ts';
import { currentText, flush, readTexts } from '../tree/texts.ts';
import { allOf, getById } from '../tree/tree.ts';
import { bibKeys } from './bib-keys.ts';
import { metadataOf } from './metadata.ts';

/** What the editor completes: labels, commands of packages, and keys of references. */
export const completionRoutes = Router();

completionRoutes.get('/project/:project/metadata', mayRead, async (_request, response) => {
  const { _id: project, rootFolder } = projectIn(response);
  await flush(project);
  const docs = allOf(rootFolder[0], 'doc').map(({ entity }) => entity._id);
  const metas = await readTexts(project, docs, metadataOf);
  const projectMeta = Object.fromEntries(docs.map((doc, at) => [doc.toHexString(), metas[at]]));
  response.json({ projectId: project, projectMeta });
});

const broadcastBody = z.object({ broadcast: z.boolean('must be true or false').nullish() });

completionRoutes.post('/project/:project/doc/:doc/metadata', mayRead, async ({ params, body }, response) => {
  const { _id: project, rootFolder } = projectIn(response);
  const { broadcast } = parse(broadcastBody, body ?? {}, 'body');
  const { _id: docId } = getById(rootFolder[0], 'doc', idFrom(params.doc, 'the document')).entity;
  const meta = metadataOf(await currentText(project, docId));
  if (broadcast) await publish(project, 'broadcastDocMeta', { docId, meta });
  response.json({ docId, meta });
});

const indexBody = z.object({
  docIds: z.array(idText, 'must be a list of ids').nullish(),
  shouldBroadcast: z.boolean('must be true or false').nullish(),
});

completionRoutes.post(
  ['/project/:project/references/index', '/project/:project/references/indexAll'],
  mayRead,
  async ({ body }, response) => {
    const { shouldBroadcast } = parse(indexBody, body ?? {}, 'body');
    const project = projectIn(response);
    const keys = await keysOf(project);
    if (shouldBroadcast) await publish(project._id, 'references:keys:updated', keys);
    response.json({ projectId: project._id, keys });
  },
);

const isBib = ({ path }: { path: string }): boolean => /\.bib$/i.test(path);

/** The keys in all documents and files of a project that end with `.bib`. */
async function keysOf({ _id: project, rootFolder: [root] }: Project): Promise<string[]> {
  const docs = allOf(root, 'doc').filter(isBib);
  if (docs.length > 0) await flush(project);
  const ids = docs.map(({ entity }) => entity._id);
  const ofDocs = await readTexts(project, ids, (lines) => bibKeys(lines.join('\n')));
  const ofFiles: string[][] = [];
  for (const { entity } of allOf(root, 'file').filter(isBib))
    ofFiles.push(bibKeys(await textOfFile(project, entity._id)));
  return [...new Set([...ofDocs, ...ofFiles].flat())];
}

/** Bytes of a file in which keys are looked for. */
const readAtMost = 5 * 1024 * 1024;

async function textOfFile(project: ObjectId, file: ObjectId): Promise<string> {
  const { content, size } = await openFile({ project, file });
  if (size <= readAtMost) return text(content);
  content.destroy();
  return '';
}
