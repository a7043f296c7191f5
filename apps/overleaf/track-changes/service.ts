import { Router } from 'express';
import { errorHandler } from '#shared/http/service';
import { idFrom } from '../ids.ts';
import { overleafService } from '../service-base.ts';
import { flushDoc, flushProject } from './flush.ts';
import { diffOf, restore } from './history.ts';
import type { Place } from './packs.ts';
import { newestFirst, summariesOf } from './project-history.ts';
import { mongo, redis } from './stores.ts';

/** The history of documents: who has changed what, and what a text was before. */
export const trackChanges = overleafService('track-changes', { mongo, redis });

const project = Router({ mergeParams: true });
const doc = Router({ mergeParams: true });
trackChanges.use('/project/:project/doc/:doc', doc);
trackChanges.use('/project/:project', project);
trackChanges.use(errorHandler());

const projectIn = (params: object) => idFrom(Object(params).project, 'the project');
const placeIn = (params: object): Place => ({
  project: projectIn(params),
  doc: idFrom(Object(params).doc, 'the document'),
});
/** NaN for what is no number. */
const numberOf = (text: unknown): number => Number.parseInt(String(text), 10);

doc.post('/flush', async ({ params }, response) => {
  await flushDoc(placeIn(params));
  response.sendStatus(204);
});

doc.get('/diff', async ({ params, query }, response) => {
  response.json({ diff: await diffOf(placeIn(params), numberOf(query.from), numberOf(query.to)) });
});

doc.get('/check', async ({ params }, response) => {
  await diffOf(placeIn(params), 0, 0);
  response.sendStatus(204);
});

doc.post('/version/:version/restore', async ({ params, headers }, response) => {
  const user = headers['x-user-id'];
  await restore(
    placeIn(params),
    numberOf(Object(params).version),
    typeof user === 'string' ? user : undefined,
  );
  response.sendStatus(204);
});

project.post('/flush', async ({ params }, response) => {
  await flushProject(projectIn(params));
  response.sendStatus(204);
});

/** As the original: without a number, or with 0, 25 summaries. */
project.get('/updates', async ({ params, query }, response) => {
  const before = query.before === undefined ? Number.MAX_SAFE_INTEGER : numberOf(query.before);
  response.json(await summariesOf(projectIn(params), before, numberOf(query.min_count) || 25));
});

project.get('/export', async ({ params }, response) => {
  const id = projectIn(params);
  response.type('json').write('[');
  let separator = '';
  for await (const { doc: doc_id, ...update } of newestFirst(id, Number.MAX_SAFE_INTEGER)) {
    response.write(separator + JSON.stringify({ ...update, doc_id, project_id: id }));
    separator = ',';
  }
  response.end(']');
});
