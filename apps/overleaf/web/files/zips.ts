import { pipeline, Readable } from 'node:stream';
import type { Response } from 'express';
import { Router } from 'express';
import * as z from 'zod';
import { forbidden } from '#shared/errors';
import { parse } from '#shared/parse';
import { idText } from '../../ids.ts';
import { accessOf, findProject, mayRead, projectIn } from '../guards.ts';
import type { Project } from '../project.ts';
import { flush, textOf } from '../tree/texts.ts';
import { walk } from '../tree/tree.ts';
import { loggedInUser, needsLogin } from '../who.ts';
import { distinct } from './distinct.ts';
import { asAttachment } from './downloads.ts';
import { openFile } from './filestore.ts';
import { type ZipEntry, zipOf } from './zip-writer.ts';

/** Downloads of projects as archives. */
export const zipRoutes = Router();

zipRoutes.get('/project/:project/download/zip', mayRead, async (_request, response) => {
  const project = projectIn(response);
  send(response, project.name, await zipOfProject(project));
});

const query = z.object({
  project_ids: z
    .string('must be the ids of projects, with commas between them')
    .transform((text) => text.split(','))
    .pipe(z.array(idText)),
});

zipRoutes.get('/project/download/zip', needsLogin, async (request, response) => {
  const user = loggedInUser(response);
  const ids = new Set(parse(query, request.query, 'query').project_ids);
  const projects = await Promise.all([...ids].map(findProject));
  for (const project of projects)
    if (accessOf(project, user).privilege === false) throw forbidden('restricted');
  const names = distinct(projects.map(({ name }) => name));
  const entries = projects.map(
    (project, index): ZipEntry => ({
      path: `${names[index]}.zip`,
      open: () => zipOfProject(project),
      options: { compress: false },
    }),
  );
  send(response, `Overleaf Projects (${projects.length} items)`, zipOf(entries));
});

/** A project as an archive, after what its editors have open is stored. */
async function zipOfProject({ _id: project, rootFolder: [root] }: Project): Promise<Readable> {
  await flush(project);
  const entries = [...walk(root)].flatMap((each): ZipEntry[] => {
    const path = each.path.slice(1);
    const { _id } = each.entity;
    if (each.type === 'doc') return [{ path, open: () => textStream(project, _id) }];
    if (each.type === 'file')
      return [{ path, open: async () => (await openFile({ project, file: _id })).content }];
    return [];
  });
  return zipOf(entries);
}

const textStream = async (...place: Parameters<typeof textOf>): Promise<Readable> =>
  Readable.from([Buffer.from((await textOf(...place)).lines.join('\n'))]);

function send(response: Response, name: string, zip: Readable): void {
  response.set({
    'Content-Type': 'application/zip',
    'Content-Disposition': asAttachment(`${name}.zip`),
    'X-Content-Type-Options': 'nosniff',
  });
  pipeline(zip, response, () => undefined);
}
