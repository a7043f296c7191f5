import { pipeline } from 'node:stream';
import { Router } from 'express';
import { idFrom } from '../../ids.ts';
import { mayRead, projectIn } from '../guards.ts';
import { getById } from '../tree/tree.ts';
import { openFile, sizeOf } from './filestore.ts';

/** Downloads of the files of projects. */
export const downloadRoutes = Router();

downloadRoutes
  .route('/project/:project/file/:file')
  .all(mayRead)
  .head(async ({ params }, response) => {
    const { project, entity } = fileIn(params, response);
    const size = await sizeOf({ project, file: entity._id });
    response.set({ 'Content-Length': String(size), 'X-Content-Type-Options': 'nosniff' }).end();
  })
  .get(async ({ params }, response) => {
    const { project, entity } = fileIn(params, response);
    const { content, size } = await openFile({ project, file: entity._id });
    response.set({
      'Content-Disposition': asAttachment(entity.name),
      'Content-Length': String(size),
      'X-Content-Type-Options': 'nosniff',
    });
    pipeline(content, response, () => undefined);
  });

function fileIn({ file }: { file: string }, response: Parameters<typeof projectIn>[0]) {
  const { _id: project, rootFolder } = projectIn(response);
  return { project, ...getById(rootFolder[0], 'file', idFrom(file, 'the file')) };
}

/** The header with which a browser keeps a response under a name. */
export const asAttachment = (name: string): string =>
  `attachment; filename="${encodeURIComponent(name.replace(/\p{Cs}/gu, '\ufffd'))}"`;
