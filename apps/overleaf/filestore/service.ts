import { type IRoute, json, type Request } from 'express';
import * as z from 'zod';
import { invalid } from '#shared/errors';
import { errorHandler } from '#shared/http/service';
import { parse } from '#shared/parse';
import { overleafService } from '../service-base.ts';
import { copy, files, filesPart, removeAll, sizeOf, totalSize } from './files.ts';
import { projectPrefix, publicFile, rawFile, templateFile, userFile } from './names.ts';
import { download, sendSize, upload } from './transfers.ts';

/** The files of projects that are no documents, those of templates, and public ones; they come and go as streams. */
export const filestore = overleafService(
  'filestore',
  { files: filesPart },
  { status: 'filestore sharelatex up', streamsBodies: true },
);

/** The name of a file, of the parameters of a path. */
type NameOf = (params: object) => string;

function readable(path: string, nameOf: NameOf): IRoute {
  return filestore
    .route(path)
    .head(({ params }, response) => sendSize(nameOf(params), response))
    .get(async (request, response) => {
      const name = nameOf(request.params);
      refuseConversion(request);
      if (request.query.cacheWarm === undefined) return download(name, request, response);
      await sizeOf(name);
      response.sendStatus(200);
    });
}

function refuseConversion({ query }: Request): void {
  for (const name of ['format', 'style'])
    if (query[name] !== undefined)
      throw invalid(`${name}: files are not converted here; ask for the file without it`);
}

function uploadable(path: string, nameOf: NameOf): IRoute {
  return readable(path, nameOf).post(async (request, response) => {
    await upload(nameOf(request.params), request);
    response.sendStatus(200);
  });
}

const source = z.object({ source: z.object({ project_id: z.string(), file_id: z.string() }) });

function writable(path: string, nameOf: NameOf): void {
  uploadable(path, nameOf)
    .put(json(), async ({ params, body }, response) => {
      const { project_id: project, file_id: file } = parse(source, body, 'body').source;
      await copy(nameOf({ project, file }), nameOf(params));
      response.sendStatus(200);
    })
    .delete(async ({ params }, response) => {
      await files.remove(nameOf(params));
      response.sendStatus(204);
    });
}

writable('/project/:project/file/:file', userFile);
writable('/project/:project/public/:file', publicFile);
uploadable('/template/:template/v/:version/:format', templateFile);
readable('/template/:template/v/:version/:format/:sub', templateFile);
readable('/bucket/:bucket/key/*key', rawFile);

filestore.get('/project/:project/size', async ({ params }, response) => {
  response.json({ 'total bytes': await totalSize(projectPrefix(params)) });
});

filestore.delete('/project/:project', async ({ params }, response) => {
  await removeAll(projectPrefix(params));
  response.sendStatus(204);
});

filestore.use(errorHandler());
