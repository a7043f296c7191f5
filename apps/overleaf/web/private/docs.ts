import { Router } from 'express';
import type { ObjectId } from 'mongodb';
import * as z from 'zod';
import { notFound } from '#shared/errors';
import { readBodies } from '#shared/http/bodies';
import { readResponse } from '#shared/http/client';
import { parse } from '#shared/parse';
import { idFrom, idText } from '../../ids.ts';
import { withProjects } from '../db.ts';
import { findProject } from '../guards.ts';
import { ask } from '../neighbours.ts';
import type { Project } from '../project.ts';
import { pathOfDoc } from '../tree/paths.ts';
import { needsPassword } from './basic.ts';

/** Bytes of a document with its ranges. */
const bodyBytes = 8 * 1024 * 1024;

const storedDoc = z.object({
  lines: z.array(z.string()),
  version: z.number(),
  ranges: z.record(z.string(), z.unknown()).nullish(),
  deleted: z.boolean().optional(),
});

const written = z.object({
  lines: z.array(z.string('must be a text'), 'must be the lines of the document'),
  version: z.number('must be the version of the document'),
  ranges: z.record(z.string(), z.unknown(), 'must be the ranges of the document'),
  /** Milliseconds. */
  lastUpdatedAt: z.coerce.number().nullish(),
  /** Somebody without a log-in has another text than an id. */
  lastUpdatedBy: z.string('must be the id of a user').nullish(),
});

/** The texts of documents, as document-updater reads and writes them. */
export const privateDocs = Router();

const placeIn = async (params: object): Promise<{ project: Project; doc: ObjectId }> => ({
  doc: idFrom(Object(params).doc, 'the document'),
  project: await findProject(Object(params).project),
});

privateDocs
  .route('/project/:project/doc/:doc')
  .get(needsPassword, async ({ params, query }, response) => {
    const { project, doc } = await placeIn(params);
    const pathname = pathOfDoc(project, doc);
    if (pathname === undefined) throw notFound(`there is no document ${doc} in the project ${project._id}`);
    const answer = await ask('docstore', `/project/${project._id}/doc/${doc}`);
    const { lines, version, ranges } = readResponse(storedDoc, answer, 'the document in docstore');
    if (query.plain === 'true') response.type('text/plain').send(lines.join('\n'));
    else response.json({ lines, version, ranges: ranges ?? {}, pathname });
  })
  .post(needsPassword, ...readBodies(bodyBytes), async ({ params, body }, response) => {
    const { project, doc } = await placeIn(params);
    const { lines, version, ranges, lastUpdatedAt, lastUpdatedBy } = parse(written, body, 'body');
    const path = `/project/${project._id}/doc/${doc}`;
    // A document that is in no tree, because it was deleted meanwhile, keeps what was typed into it.
    if (pathOfDoc(project, doc) === undefined) await ask('docstore', `${path}/deleted`);
    const answer = await ask('docstore', path, { method: 'POST', json: { lines, version, ranges } });
    const { modified } = readResponse(z.object({ modified: z.boolean() }), answer, 'the answer of docstore');
    if (modified)
      await noteUpdate(project._id, lastUpdatedAt ?? Date.now(), idText.safeParse(lastUpdatedBy).data);
    response.sendStatus(200);
  });

/** Notes when a project was changed last and by whom; an older change changes nothing. */
export async function noteUpdate(project: ObjectId, atMs: number, by?: string): Promise<void> {
  const lastUpdated = new Date(atMs);
  const lastUpdatedBy = by === undefined ? null : idFrom(by, 'lastUpdatedBy');
  await withProjects((projects) =>
    projects.updateOne(
      { _id: project, lastUpdated: { $lt: lastUpdated } },
      { $set: { lastUpdated, lastUpdatedBy } },
    ),
  );
}
