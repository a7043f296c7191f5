import { Router } from 'express';
import { isKind, notFound } from '#shared/errors';
import { HttpError } from '#shared/http/errors';
import { errorHandler } from '#shared/http/service';
import { parse } from '#shared/parse';
import { idFrom } from '../ids.ts';
import { overleafService } from '../service-base.ts';
import { type ActiveDoc, archive, destroy, forAll, peek, unarchive } from './archive.ts';
import { bodyBytes, checkSize, newContent, patch } from './bodies.ts';
import {
  type Doc,
  deleteDoc,
  deletedDocs,
  docsOf,
  findDoc,
  mongo,
  type Place,
  versionOf,
  writeDoc,
} from './docs.ts';

/** The texts of the documents of all projects. */
export const docstore = overleafService('docstore', { mongo }, { bodyBytes });

const project = Router({ mergeParams: true });
const doc = Router({ mergeParams: true });
docstore.use('/project/:project/doc/:doc', doc);
docstore.use('/project/:project', project);
docstore.use(errorHandler());

const projectIn = (params: object) => idFrom(Object(params).project, 'the project');
const placeIn = (params: object): Place => ({
  project: projectIn(params),
  doc: idFrom(Object(params).doc, 'the document'),
});

async function shown({ _id, lines, rev, ranges, deleted }: ActiveDoc) {
  return { _id, lines, rev, version: await versionOf(_id), ranges, ...(deleted && { deleted }) };
}

doc
  .route('/')
  .get(async ({ params, query }, response) => {
    const found = await findDoc(placeIn(params));
    if (found.deleted && query.include_deleted !== 'true') throw notFound('the document is deleted');
    response.json(await shown(await unarchive(found)));
  })
  .post(async ({ params, body }, response) => {
    const place = placeIn(params);
    const content = parse(newContent, body, 'body');
    checkSize(content.lines);
    const before = await findDoc(place).then(unarchive, (error: unknown) => {
      if (isKind(error, 'not-found')) return undefined;
      throw error;
    });
    response.json(await writeDoc(place, before, content));
  })
  .patch(async ({ params, body }, response) => {
    const place = placeIn(params);
    const given = parse(patch, body ?? {}, 'body');
    if (given.deleted) await deleteDoc(place, given.name, given.deletedAt);
    else await findDoc(place);
    response.sendStatus(204);
  })
  .delete(() => {
    throw new HttpError(500, 'a document is deleted by PATCH');
  });

doc.get('/raw', async ({ params }, response) => {
  const { lines } = await unarchive(await findDoc(placeIn(params)));
  response.type('text/plain').send(lines.join('\n'));
});

doc.get('/deleted', async ({ params }, response) => {
  const { deleted = false } = await findDoc(placeIn(params));
  response.json({ deleted });
});

doc.get('/peek', async ({ params }, response) => {
  const found = await findDoc(placeIn(params));
  const peeked = await peek(found).catch(async (error: unknown) => {
    // It has left the archive meanwhile.
    const now = await findDoc(placeIn(params));
    if (now.inS3 === found.inS3) throw error;
    throw new HttpError(409, 'the document has just been moved; ask again');
  });
  response.set('x-doc-status', found.inS3 ? 'archived' : 'active').json(await shown(peeked));
});

doc.post('/archive', async ({ params }, response) => {
  await archive(await findDoc(placeIn(params)));
  response.sendStatus(204);
});

/** The documents of a project that are not deleted; all of them leave the archive. */
async function activeDocs(params: object): Promise<ActiveDoc[]> {
  const docs = await forAll(await docsOf(projectIn(params)), unarchive);
  return docs.filter(({ deleted }) => !deleted);
}

project.get('/doc', async ({ params }, response) => {
  response.json((await activeDocs(params)).map(({ _id, lines, rev }) => ({ _id, lines, rev })));
});

project.get('/ranges', async ({ params }, response) => {
  response.json((await activeDocs(params)).map(({ _id, ranges }) => ({ _id, ranges })));
});

project.get('/doc-deleted', async ({ params }, response) => {
  response.json(await deletedDocs(projectIn(params)));
});

const forProject = async (params: object, work: (doc: Doc) => Promise<unknown>) =>
  forAll(await docsOf(projectIn(params)), work);

project.post('/archive', async ({ params }, response) => {
  await forProject(params, archive);
  response.sendStatus(204);
});

project.post('/unarchive', async ({ params }, response) => {
  await forProject(params, unarchive);
  response.sendStatus(200);
});

project.post('/destroy', async ({ params }, response) => {
  await destroy(projectIn(params));
  response.sendStatus(204);
});
