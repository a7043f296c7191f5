import { Router } from 'express';
import * as z from 'zod';
import { jsonOf } from '#shared/http/client';
import { parse } from '#shared/parse';
import { mayRead, projectIn } from '../guards.ts';
import { ask } from '../neighbours.ts';
import { compileProject, placeInClsi, standardFeatures } from './compile.ts';
import { compileBody } from './options.ts';
import { userOf } from './output-routes.ts';
import { stopCompile } from './under-way.ts';

/** What is done with a compile that is under way, and what can be asked about the last one. */
export const buildRoutes = Router();

buildRoutes.post('/project/:project/compile/stop', mayRead, async (_request, response) => {
  await stopCompile({ project: projectIn(response), user: userOf(response) });
  response.status(200).end();
});

buildRoutes.delete('/project/:project/output', mayRead, async (_request, response) => {
  const project = projectIn(response);
  await ask('clsi', placeInClsi({ project, user: userOf(response) }), {
    method: 'DELETE',
    deadlineMs: 30_000,
  });
  await ask('document-updater', `/project/${project._id}/clearState`, { method: 'POST' });
  response.sendStatus(200);
});

const buildQuery = { buildId: z.string().optional(), build: z.string().optional() };
const fileQuery = z.object({ ...buildQuery, file: z.string('must be the path of a file').optional() });
const number = z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a number');
const codeQuery = z.object({
  ...buildQuery,
  file: z.string('must be the path of a file').min(1),
  line: number,
  column: number,
});
const pdfQuery = z.object({ ...buildQuery, page: number, h: number, v: number });

/** Passes a question about a build on to clsi, and its answer back. */
function askClsi<Schema extends z.ZodType<{ buildId?: string | undefined; build?: string | undefined }>>(
  path: string,
  schema: Schema,
): void {
  buildRoutes.get(`/project/:project/${path}`, mayRead, async ({ query }, response) => {
    const { buildId, build = buildId, ...asked } = parse(schema, query, 'query');
    const place = placeInClsi({ project: projectIn(response), user: userOf(response) });
    const params = Object.entries({ ...asked, build }).filter(([, value]) => value !== undefined);
    const asking = `${place}/${path}?${new URLSearchParams(params as [string, string][])}`;
    response.json(jsonOf(await ask('clsi', asking, { deadlineMs: 60_000 })));
  });
}

askClsi('sync/code', codeQuery);
askClsi('sync/pdf', pdfQuery);
askClsi('wordcount', fileQuery);

buildRoutes.get('/status/compiler/:project', mayRead, async (_request, response) => {
  const options = { ...parse(compileBody, {}, 'body'), isAuto: false };
  const { status } = await compileProject({
    project: projectIn(response),
    user: userOf(response),
    features: standardFeatures,
    options,
  });
  response.status(status === 'success' ? 200 : 500).send(status);
});
